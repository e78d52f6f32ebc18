interface Waiting<I, O> {
  one: I;
  done: (outcome: O) => void;
  failed: (error: unknown) => void;
}

/**
 * Does together what is asked for at the same time: all of one turn of the event loop, and what comes while some is under
 * way. The busier it gets, the more share one statement; whoever is alone waits for nobody.
 */
export class Gathering<I, O> {
  private waiting: Waiting<I, O>[] = [];
  private underWay = 0;
  /** What begins with the next: at the end of this turn, or once what is under way has taken too long. */
  private next: { cancel: () => void } | null = null;

  /**
   * @param work Gives the outcome of each, in the order given. Where it fails each is done alone, so it must have done nothing, or
   *   what may be done twice.
   * @param limits `atOnce`: how many are done together at most. `sideBySide`: so many times at once, one unless told: while the
   *   database answers one, the next is made up. `longestMs`: whoever waits so long for what is under way no longer does, e.g.
   *   because somebody holds a row that it needs.
   */
  constructor(
    private readonly work: (all: readonly I[]) => Promise<readonly O[]>,
    private readonly limits: { atOnce: number; sideBySide?: number; longestMs?: number },
  ) {}

  /** @throws what `work` throws when it does this one alone. */
  do(one: I): Promise<O> {
    return new Promise((done, failed) => {
      this.waiting.push({ one, done, failed });
      this.plan();
    });
  }

  private plan(): void {
    const { sideBySide = 1, longestMs } = this.limits;
    if (this.next) return;
    if (this.underWay < sideBySide) {
      const turn = setImmediate(() => void this.begin());
      this.next = { cancel: () => clearImmediate(turn) };
    } else if (longestMs !== undefined) {
      const timer = setTimeout(() => void this.begin(), longestMs);
      this.next = { cancel: () => clearTimeout(timer) };
    }
  }

  private async begin(): Promise<void> {
    while (this.waiting.length > 0) {
      this.next?.cancel();
      this.next = null;
      const some = this.waiting.splice(0, this.limits.atOnce);
      this.underWay += 1;
      if (this.waiting.length > 0) this.plan();
      await this.together(some);
      this.underWay -= 1;
    }
  }

  /** Together; where that fails each alone, so that one that cannot be done holds up no other. */
  private async together(some: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const outcomes = await this.work(some.map(({ one }) => one));
      for (const [place, { done }] of some.entries()) done(outcomes[place] as O);
    } catch (error) {
      if (some.length === 1) some[0]?.failed(error);
      else for (const one of some) await this.together([one]);
    }
  }
}
