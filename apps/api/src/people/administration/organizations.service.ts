import { Injectable } from '@nestjs/common';
import type { Organization } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { conflict } from '../../platform/http/refusal.ts';
import { OrganizationAdded } from '../people.events.ts';
import { demand } from '../person.policy.ts';

/** The customer, its vendors and its partners. */
@Injectable()
export class Organizations {
  constructor(private readonly db: Database) {}

  async list(me: Person) {
    demand(me, 'administer');
    const items = await this.db.many<Organization & { people: number }>(
      `SELECT o.id, o.kind, o.name, (SELECT count(*) FROM person p WHERE p.organization_id = o.id)::int AS people
       FROM organization o ORDER BY array_position(ARRAY['customer', 'vendor', 'partner'], o.kind), folded(o.name) LIMIT 1000`,
    );
    return { items, nextCursor: null };
  }

  async create(
    me: Person,
    { id = uuidv7(), kind, name }: { id?: string | undefined; kind: 'vendor' | 'partner'; name: string },
  ): Promise<Organization> {
    demand(me, 'administer');
    return this.db.write(me, async (tx) => {
      const created = await tx.one(`INSERT INTO organization (id, kind, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id`, [
        id,
        kind,
        name,
      ]);
      if (created) {
        tx.record(OrganizationAdded, { organizationId: id });
        return { id, kind, name };
      }
      const known = await tx.one<{ kind: string; name: string }>(`SELECT kind, name FROM organization WHERE id = $1`, [id]);
      if (known && known.kind === kind && known.name === name) return { id, kind, name };
      throw known
        ? conflict('id-taken', 'This id belongs to something else.')
        : conflict('name-taken', 'There is an organization of this name.');
    });
  }
}
