import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { system } from '../../platform/database/actor.ts';
import { Config } from '../../platform/config/config.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { hashOf, readableCode } from '../sign-in/secrets.ts';

const TRIES = 5;
const GROUPS = 3;
const GROUP_LENGTH = 4;

type Listener = (code: string) => void;

/**
 * The one-time code (60 bits) without which nobody sets the installation up. Each process that starts on an empty
 * database makes one and may show it on its console; any of them is good. Five wrong tries in all end every one.
 */
@Injectable()
export class SetupCode implements OnApplicationBootstrap {
  private code: string | null = null;
  private readonly listeners: Listener[] = [];

  constructor(
    private readonly db: Database,
    private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.servesWeb && (await this.needed())) await this.renew();
  }

  /** The code to show on the console, or null when the installation is set up. */
  current(): string | null {
    return this.code;
  }

  /** Calls when a new code has replaced the one before. */
  onRenewal(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** True when nobody has an account, and no demonstration will be loaded. */
  async needed(): Promise<boolean> {
    if (this.config.demo) return false;
    const row = await this.db.one<{ empty: boolean }>(`SELECT NOT EXISTS (SELECT FROM person) AS empty`);
    return row?.empty ?? false;
  }

  /** True when the code is right. A wrong one counts; after the fifth all codes are replaced by a new one. */
  async check(code: string): Promise<boolean> {
    const outcome = await this.db.write(system, async (tx) => {
      const known = await tx.one(`SELECT code_hash FROM setup_code WHERE code_hash = $1`, [hashed(code)]);
      if (known) return 'right';
      await tx.many(`UPDATE setup_code SET tries = tries + 1`);
      const spent = await tx.many(`DELETE FROM setup_code WHERE tries >= $1 RETURNING code_hash`, [TRIES]);
      return spent.length > 0 ? 'spent' : 'wrong';
    });
    if (outcome === 'spent') {
      await this.renew();
      for (const listener of this.listeners) listener(this.code ?? '');
    }
    return outcome === 'right';
  }

  /** Uses the code up, with all others. False when somebody else was first. */
  async consume(tx: Tx, code: string): Promise<boolean> {
    const known = await tx.one(`SELECT code_hash FROM setup_code WHERE code_hash = $1 FOR UPDATE`, [hashed(code)]);
    if (known) await tx.many(`DELETE FROM setup_code`);
    return known !== null;
  }

  /** Forgets the code once the installation is set up. */
  forget(): void {
    this.code = null;
  }

  private async renew(): Promise<void> {
    const code = readableCode(GROUPS, GROUP_LENGTH);
    await this.db.write(system, async (tx) => {
      await tx.many(`DELETE FROM setup_code WHERE created_at < now() - interval '7 days'`);
      await tx.many(`INSERT INTO setup_code (code_hash) VALUES ($1)`, [hashed(code)]);
    });
    this.code = code;
  }
}

/** As it is typed: capitals and hyphens do not matter. */
const hashed = (code: string): Buffer => hashOf(`setup ${code.toUpperCase().replaceAll('-', '')}`);
