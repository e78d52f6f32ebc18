import { Injectable } from '@nestjs/common';
import type { PersonCard } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { ByName, keyIn, pageOf } from '../../platform/database/keyset.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { isActive, personCardJson } from '../people.sql.ts';
import { People } from '../people.ts';
import { sought } from './sought.ts';

interface Row {
  card: PersonCard;
  key: string;
}

/** The people whom somebody may know of. */
@Injectable()
export class Directory {
  constructor(
    private readonly db: Database,
    private readonly people: People,
  ) {}

  /** Active people by name; `q` looks into name, job and address. */
  async list(me: Person, { q, cursor, limit }: { q?: string | undefined; cursor?: string | undefined; limit: number }) {
    const [name, id] = keyIn(ByName, cursor) ?? [null, null];
    const rows = await this.db.hot.many<Row>(
      `SELECT ${personCardJson('p')} AS card, folded(p.name) AS key FROM person p
       WHERE ${isActive('p')} AND ${this.people.visibleTo('$1', 'p')} AND ${sought('p', '$2')}
         AND ($3::text IS NULL OR (folded(p.name), p.id) > ($3::text, $4::uuid))
       ORDER BY folded(p.name), p.id LIMIT $5`,
      [me.id, q?.trim() || null, name, id, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => row.card,
      (row) => [row.key, row.card.id],
    );
  }

  /** A card; deactivated people keep theirs, as what they wrote stays. */
  async read(me: Person, id: string): Promise<PersonCard> {
    const row = await this.db.hot.one<{ card: PersonCard }>(
      `SELECT ${personCardJson('p')} AS card FROM person p WHERE p.id = $2 AND ${this.people.visibleTo('$1', 'p')}`,
      [me.id, id],
    );
    if (!row) throw notFound();
    return row.card;
  }
}
