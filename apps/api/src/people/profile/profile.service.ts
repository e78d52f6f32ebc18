import { Injectable } from '@nestjs/common';
import type { Language, Me } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { ProfileEdited } from '../people.events.ts';
import { readMe } from './me.queries.ts';

interface Edit {
  name?: string | undefined;
  job?: string | undefined;
  language?: Language | undefined;
  timeZone?: string | undefined;
}

/** A person's own profile. */
@Injectable()
export class Profile {
  constructor(private readonly db: Database) {}

  read(me: Person): Promise<Me> {
    return readMe(this.db.hot, me.id);
  }

  async edit(me: Person, { name, job, language, timeZone }: Edit): Promise<Me> {
    return this.db.write(me, async (tx) => {
      const found = await tx.one(
        `UPDATE person SET name = coalesce($2, name), job = coalesce($3, job), language = coalesce($4, language), time_zone = coalesce($5, time_zone)
         WHERE id = $1 RETURNING id`,
        [me.id, name ?? null, job ?? null, language ?? null, timeZone ?? null],
      );
      if (!found) throw notFound();
      tx.record(ProfileEdited, { personId: me.id });
      return readMe(tx, me.id);
    });
  }
}
