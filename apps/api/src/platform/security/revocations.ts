import { Injectable } from '@nestjs/common';
import { Bus } from '../realtime/bus.ts';
import type { Revocation } from './revocation.ts';

type Listener = (revocation: Revocation | 'unknown') => void;

/**
 * Hears of lost access in this process. `unknown`: the connection that listens was down, so anything may have been
 * missed: drop every cache and close every connection.
 */
@Injectable()
export class Revocations {
  private readonly listeners = new Set<Listener>();
  private count = 0;

  constructor(private readonly bus: Bus) {
    bus.subscribe('parvis_revocation', (payload) => this.tell(JSON.parse(payload) as Revocation));
    bus.onInterruption(() => this.tell('unknown'));
  }

  on(listener: Listener): void {
    this.listeners.add(listener);
  }

  /** False while the listener is down: nothing may be served from a cache then. */
  get listening(): boolean {
    return this.bus.listening;
  }

  /** Grows with each revocation: what was read before it may not be put into a cache after it. */
  get generation(): number {
    return this.count;
  }

  /** Tells this process. The process that revokes is told twice: at its commit, and by the connection that listens. */
  tell(revocation: Revocation | 'unknown'): void {
    this.count += 1;
    for (const listener of this.listeners) listener(revocation);
  }
}
