import { Injectable } from '@nestjs/common';

type Listener = (personId: string, contentId: string) => Promise<void>;

/** Says to the features who reads what: not every fetch is a visit, screens fetch ahead. */
@Injectable()
export class Visits {
  private readonly listeners: Listener[] = [];

  /** Called after each visit. Call it when the product starts. */
  on(listener: Listener): void {
    this.listeners.push(listener);
  }

  async tell(personId: string, contentId: string): Promise<void> {
    for (const listener of this.listeners) await listener(personId, contentId);
  }
}
