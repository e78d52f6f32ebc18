import { Injectable } from '@nestjs/common';
import type { Person } from '../../platform/database/actor.ts';
import { forbidden, notFound } from '../../platform/http/refusal.ts';

/** What somebody may do with a piece of content; null: she does not see it. */
type Rule = (person: Person, contentId: string) => Promise<{ edit: boolean } | null>;

/** Who may add files to content: the feature whose content it is says so. */
@Injectable()
export class FileRights {
  private rule: Rule = async () => null;

  /** Says who edits pages. Call it before the product has started, e.g. in `onModuleInit`. */
  forPages(rule: Rule): void {
    this.rule = rule;
  }

  /** @throws Refusal 404 where the page is not seen, 403 where it may only be read. */
  async demandEdit(person: Person, pageId: string): Promise<void> {
    const can = await this.rule(person, pageId);
    if (!can) throw notFound();
    if (!can.edit) throw forbidden('You may read this page, not write on it.');
  }
}
