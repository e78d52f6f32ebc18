import { Injectable } from '@nestjs/common';
import type { OrganizationKind, PersonChip } from '@parvis/shared';
import { Database } from '../platform/database/database.ts';
import type { Queries } from '../platform/database/queries.ts';
import { notFound } from '../platform/http/refusal.ts';
import { isActive, personChipJson } from './people.sql.ts';
import { Ports } from './ports.ts';

/** Somebody whom the viewer may know of. */
export interface KnownPerson {
  id: string;
  name: string;
  organizationKind: OrganizationKind;
  organizationId: string;
  /** May sign in now. */
  active: boolean;
}

/** The one way to people: nobody is reached but through it. */
@Injectable()
export class People {
  constructor(
    private readonly db: Database,
    private readonly ports: Ports,
  ) {}

  /**
   * SQL condition: the viewer may know of this person. Employees know all people of the customer; everybody knows
   * herself and whoever she has to do with. `viewer` is a parameter such as `$1`, `person` an alias of the table.
   */
  visibleTo(viewer: string, person: string): string {
    return `(NOT ${person}.pending_approval AND (${person}.id = ${viewer}
      OR ${person}.organization_id = (SELECT v.organization_id FROM person v JOIN organization o ON o.id = v.organization_id
                                      WHERE v.id = ${viewer} AND o.kind = 'customer')
      OR ${this.ports.acquaintances.sqlCondition(viewer, person)}))`;
  }

  /** The person with this id. @throws Refusal (404) when the viewer may not know of her, the same as when she is absent. */
  async find(viewer: { id: string }, id: string, queries: Queries = this.db.hot): Promise<KnownPerson> {
    const found = await queries.one<KnownPerson>(
      `SELECT p.id, p.name, o.kind AS "organizationKind", p.organization_id AS "organizationId", ${isActive('p')} AS active
       FROM person p JOIN organization o ON o.id = p.organization_id WHERE p.id = $2 AND ${this.visibleTo('$1', 'p')}`,
      [viewer.id, id],
    );
    if (!found) throw notFound();
    return found;
  }

  /** The chips of these people by id. Nothing is checked: only for people whose names stand on what the reader sees. */
  async chips(ids: readonly string[]): Promise<Map<string, PersonChip>> {
    if (ids.length === 0) return new Map();
    const rows = await this.db.hot.many<{ chip: PersonChip }>(
      `SELECT ${personChipJson('p')} AS chip FROM person p WHERE p.id = ANY($1::uuid[])`,
      [[...new Set(ids)]],
    );
    return new Map(rows.map(({ chip }) => [chip.id, chip]));
  }

  /** Ids of everybody who administers now. */
  async administrators(): Promise<string[]> {
    const rows = await this.db.hot.many<{ id: string }>(`SELECT p.id FROM person p WHERE p.roles @> ARRAY['admin'] AND ${isActive('p')}`);
    return rows.map(({ id }) => id);
  }
}
