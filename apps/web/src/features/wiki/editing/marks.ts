/** Changes that follow each other this closely are asked about together. */
const MARK_AFTER_MS = 30;

/**
 * What of the changes made here is committed. After changes a mark is sent; the server answers it as soon as all that was
 * sent before it is in its log. One mark is on its way at a time, so that typing asks no more often than is answered.
 */
export class Marks {
  private changes = 0;
  private committed = 0;
  private last = 0;
  private asked: { mark: number; changes: number } | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `send` returns false where nothing can be sent now: `ask` is called when it can. */
  constructor(private readonly send: (mark: number) => boolean) {}

  get unsaved(): boolean {
    return this.changes > this.committed;
  }

  /** Something was written here. Returns how many changes that makes. */
  changed(): number {
    this.changes += 1;
    this.askSoon();
    return this.changes;
  }

  get count(): number {
    return this.changes;
  }

  /** Asks now, whatever was asked before: the connection is new. */
  ask(): void {
    this.forgetAsked();
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.send(this.last + 1)) return;
    this.last += 1;
    this.asked = { mark: this.last, changes: this.changes };
  }

  private askSoon(): void {
    if (this.timer === undefined && !this.asked) this.timer = setTimeout(() => this.ask(), MARK_AFTER_MS);
  }

  /** An answer. Returns false for one that answers nothing asked. */
  answered(mark: number): boolean {
    if (!this.asked || mark < this.asked.mark) return false;
    this.committed = this.asked.changes;
    this.asked = null;
    if (this.unsaved) this.askSoon();
    return true;
  }

  /** What was asked over a connection that is gone is not answered. */
  forgetAsked(): void {
    this.asked = null;
  }

  /** All that is here is known to be saved, from elsewhere. */
  settle(): void {
    this.committed = this.changes;
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
