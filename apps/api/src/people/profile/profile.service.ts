import { Injectable } from '@nestjs/common';
import type { Language, Me } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { ProfileEdited } from '../people.events.ts';
import { PersonEntity } from '../person.entity.ts';
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
    return readMe(this.db, me.id);
  }

  async edit(me: Person, { name, job, language, timeZone }: Edit): Promise<Me> {
    return this.db.write(me, async (tx) => {
      const person = await tx.em.findOne(PersonEntity, { where: { id: me.id }, lock: { mode: 'pessimistic_write' } });
      if (!person) throw notFound();
      const after = {
        name: name ?? person.name,
        job: job ?? person.job,
        language: language ?? person.language,
        timeZone: timeZone ?? person.timeZone,
      };
      await tx.em.update(PersonEntity, { id: me.id }, after);
      tx.record(ProfileEdited, { personId: me.id });
      return readMe(tx, me.id);
    });
  }
}
