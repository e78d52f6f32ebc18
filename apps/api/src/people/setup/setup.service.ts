import { Injectable } from '@nestjs/common';
import type { Language, Me } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { conflict, invalid } from '../../platform/http/refusal.ts';
import { Accounts } from '../accounts.ts';
import { PasswordHasher } from '../passwords/password-hasher.ts';
import { demandGoodPassword } from '../passwords/password-policy.ts';
import { WorkspaceSetUp } from '../people.events.ts';
import { readMe } from '../profile/me.queries.ts';
import { Sessions } from '../sign-in/sessions.service.ts';
import type { Visit } from '../sign-in/visit.ts';
import { SetupCode } from './setup-code.ts';

interface First {
  code: string;
  organization: string;
  name: string;
  email: string;
  password: string;
  language: Language;
  timeZone: string;
}

const SETUP_LOCK = 7278472;
const alreadySetUp = () => conflict('already-set-up', 'This installation has its administrator already. Sign in.');

/** The first minute of an installation: the customer's organization and its first administrator, once. */
@Injectable()
export class Setup {
  constructor(
    private readonly db: Database,
    private readonly code: SetupCode,
    private readonly hasher: PasswordHasher,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
  ) {}

  /** Whether it waits to be set up, and the workspace's name. */
  async read(): Promise<{ needed: boolean; name: string | null }> {
    const workspace = await this.db.one<{ name: string }>(`SELECT name FROM workspace`);
    return { needed: await this.code.needed(), name: workspace?.name ?? null };
  }

  async setUp(actor: Actor, first: First, visit: Visit): Promise<{ user: Me }> {
    if (!(await this.code.needed())) throw alreadySetUp();
    if (!(await this.code.check(first.code))) {
      // Somebody else may have used it up meanwhile: then it was right.
      if (!(await this.code.needed())) throw alreadySetUp();
      throw invalid('code', 'This is not the code that stands on the console. After five wrong ones there is a new code.');
    }
    await demandGoodPassword('password', first.password, first);
    const passwordHash = await this.hasher.hash(first.password);
    const { personId, session } = await this.db.write(actor, async (tx) => {
      const personId = await this.create(tx, first, passwordHash);
      return { personId, session: await this.sessions.begin(tx, personId, visit, false) };
    });
    this.code.forget();
    this.sessions.give(visit, session);
    return { user: await readMe(this.db, personId) };
  }

  private async create(tx: Tx, first: First, passwordHash: string): Promise<string> {
    await tx.many('SELECT pg_advisory_xact_lock($1)', [SETUP_LOCK]);
    const somebody = await tx.one(`SELECT id FROM person LIMIT 1`);
    if (somebody || !(await this.code.consume(tx, first.code))) throw alreadySetUp();
    const organizationId = uuidv7();
    await tx.many(`INSERT INTO organization (id, kind, name) VALUES ($1, 'customer', $2)`, [organizationId, first.organization]);
    await tx.many(`UPDATE workspace SET name = $1`, [first.organization]);
    const { email, name, language, timeZone } = first;
    const personId = await this.accounts.create(
      tx,
      { organizationId, email, name, language, timeZone, passwordHash, roles: ['admin'] },
      { via: 'set-up' },
    );
    tx.record(WorkspaceSetUp, { personId });
    return personId;
  }
}
