import { Injectable } from '@nestjs/common';
import type { TokenView } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Actor, Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { isoTime } from '../../platform/database/json.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { TokenCreated, TokenDeleted } from '../people.events.ts';
import { isActive } from '../people.sql.ts';
import { demandSession } from '../person.policy.ts';
import { newSecret } from '../sign-in/secrets.ts';

export type Scope = 'read' | 'write';

/** API tokens of people. */
@Injectable()
export class Tokens {
  constructor(private readonly db: Database) {}

  /** Creates a token for the person with this address; it is shown this once. @throws Error when nobody active has the address. */
  async create(actor: Actor, email: string, scopes: readonly Scope[], name: string): Promise<string> {
    return this.db.write(actor, async (tx) => {
      const person = await tx.one<{ id: string }>(`SELECT p.id FROM person p WHERE p.email = $1 AND ${isActive('p')}`, [email]);
      if (!person) throw new Error(`Nobody who can sign in has the address ${email}.`);
      const { secret, hash } = newSecret('prv_');
      const id = uuidv7();
      await tx.many(`INSERT INTO api_token (id, person_id, token_hash, name, scopes) VALUES ($1, $2, $3, $4, $5)`, [
        id,
        person.id,
        hash,
        name,
        scopes,
      ]);
      tx.record(TokenCreated, { personId: person.id, tokenId: id, scopes: [...scopes] });
      return secret;
    });
  }

  async list(me: Person): Promise<{ items: TokenView[]; nextCursor: null }> {
    const items = await this.db.many<TokenView>(
      `SELECT t.id, t.name, t.scopes, ${isoTime('t.created_at')} AS "createdAt", ${isoTime('t.last_used_at')} AS "lastUsedAt"
       FROM api_token t WHERE t.person_id = $1 ORDER BY t.created_at DESC, t.id DESC LIMIT 200`,
      [me.id],
    );
    return { items, nextCursor: null };
  }

  /** From now on the token opens nothing, in any process. */
  async delete(me: Person, id: string): Promise<void> {
    demandSession(me);
    await this.db.write(me, async (tx) => {
      const deleted = await tx.one(`DELETE FROM api_token WHERE id = $1 AND person_id = $2 RETURNING id`, [id, me.id]);
      if (!deleted) throw notFound();
      tx.record(TokenDeleted, { personId: me.id, tokenId: id });
      tx.revoke({ kind: 'token', tokenId: id });
    });
  }
}
