import { Injectable } from '@nestjs/common';
import { type Options, hash, verify } from '@node-rs/argon2';
import { Config } from '../../platform/config/config.ts';
import { unavailable } from '../../platform/http/refusal.ts';

/** Argon2id (the library's own choice), 64 MiB, 3 passes, 1 lane: above OWASP's recommendation (password storage, 2025). */
const STRONG: Options = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 };
/** Tests sign in hundreds of times; nothing else runs with NODE_ENV=test. */
const CHEAP: Options = { ...STRONG, memoryCost: 64, timeCost: 1 };

const AT_ONCE = 2;
const WAITING = 40;

/** One spelling for one password, whatever keyboard typed it (RFC 8265, OpaqueString). */
const spelled = (password: string): string => password.normalize('NFC');

/** The hash that is kept of a password. `cost`: `test` only where nothing real is guarded. */
export const accountPassword = (password: string, cost: 'strong' | 'test'): Promise<string> =>
  hash(spelled(password), cost === 'strong' ? STRONG : CHEAP);

/** Computes and checks password hashes: two at once, some waiting, the others refused (each takes 64 MiB and a core). */
@Injectable()
export class PasswordHasher {
  private readonly cost: 'strong' | 'test';
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private decoy: Promise<string> | null = null;

  constructor(config: Config) {
    this.cost = config.testing ? 'test' : 'strong';
  }

  /** @throws Refusal (503) when too many wait. */
  hash(password: string): Promise<string> {
    return this.inTurn(() => accountPassword(password, this.cost));
  }

  /**
   * True when the password is the one of this hash. Without a hash (no such account, no password yet) the same work
   * is done on a decoy, and the answer is no. @throws Refusal (503) when too many wait.
   */
  async verify(kept: string | null, password: string): Promise<boolean> {
    // Made at the first check of all, known account or not: the first unknown one must not take longer than the others.
    const decoy = await (this.decoy ??= accountPassword('a password that nobody has', this.cost));
    const against = kept ?? decoy;
    const same = await this.inTurn(() => verify(against, spelled(password)));
    return same && kept !== null;
  }

  /** Runs one computation when it is its turn. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= WAITING) throw unavailable(5);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
