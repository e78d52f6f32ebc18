import type { FileRef } from '@parvis/shared';
import { newBlockId } from '../blocks/block-ids.ts';
import type { Upload } from '../props.ts';

/** A file on its way into the text. */
export interface Sending {
  key: string;
  file: File;
  /** From 0 to 1. */
  part: number;
  failed: boolean;
  /** The block behind which it will stand; the end of the page when that is gone. */
  behind: string | null;
}

type Arrived = (file: FileRef, sending: Sending) => void;

/** Files on their way. What failed stays until it is tried again or given up. */
export class UploadStore {
  private sending: readonly Sending[] = [];
  private readonly running = new Map<string, AbortController>();
  private readonly listeners = new Set<() => void>();
  private arrived: Arrived = () => undefined;

  constructor(private readonly upload: Upload) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = (): readonly Sending[] => this.sending;

  onArrival(arrived: Arrived): void {
    this.arrived = arrived;
  }

  add(file: File, behind: string | null): void {
    const sending: Sending = { key: newBlockId(), file, part: 0, failed: false, behind };
    this.set([...this.sending, sending]);
    void this.send(sending);
  }

  retry(key: string): void {
    const sending = this.sending.find((one) => one.key === key);
    if (!sending?.failed) return;
    this.change(key, { failed: false, part: 0 });
    void this.send(sending);
  }

  cancel(key: string): void {
    this.running.get(key)?.abort();
    this.set(this.sending.filter((one) => one.key !== key));
  }

  /** The editor is gone: nothing of it may be written to any more. */
  end(): void {
    for (const controller of this.running.values()) controller.abort();
    this.listeners.clear();
  }

  private async send({ key, file }: Sending): Promise<void> {
    const controller = new AbortController();
    this.running.set(key, controller);
    try {
      const answer = await this.upload(file, (part) => this.change(key, { part: Math.min(1, Math.max(0, part)) }), controller.signal);
      const sending = this.sending.find((one) => one.key === key);
      if (controller.signal.aborted || !sending) return;
      this.set(this.sending.filter((one) => one.key !== key));
      this.arrived(answer, sending);
    } catch {
      // Whatever it was, the file is still here: it can be sent again.
      if (!controller.signal.aborted) this.change(key, { failed: true });
    } finally {
      this.running.delete(key);
    }
  }

  private change(key: string, more: Partial<Sending>): void {
    if (this.sending.some((one) => one.key === key)) this.set(this.sending.map((one) => (one.key === key ? { ...one, ...more } : one)));
  }

  private set(sending: readonly Sending[]): void {
    this.sending = sending;
    for (const listener of this.listeners) listener();
  }
}
