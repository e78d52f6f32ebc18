import type { INestApplicationContext } from '@nestjs/common';
import { fileURLToPath } from 'node:url';
import { v7 as uuidv7 } from 'uuid';
import { ImportWriter, openFolder } from '../features/wiki/public.ts';
import { PasswordHasher } from '../people/public.ts';
import { system } from '../platform/database/actor.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { arrangePages } from './arrange-pages.ts';
import { COMMUNITIES, type DemoCommunity, ORGANIZATIONS, PASSWORD, PEOPLE, SHOWN_ACCOUNTS } from './company.ts';

const WIKIS = fileURLToPath(new URL('../../demo/', import.meta.url));
/** Two processes that start together load it once. */
const DEMONSTRATION_LOCK = 7278472;

/**
 * Fills an empty database with a company that one can walk through. Returns lines that name its accounts, or null when
 * the database is not empty (nothing is touched then).
 */
export async function loadDemonstration(app: INestApplicationContext): Promise<string[] | null> {
  const db = app.get(Database);
  const hash = await app.get(PasswordHasher, { strict: false }).hash(PASSWORD);
  const made = await db.write(system, async (tx) => {
    await tx.many('SELECT pg_advisory_xact_lock($1)', [DEMONSTRATION_LOCK]);
    const { people } = (await tx.one<{ people: number }>('SELECT count(*)::int AS people FROM person')) ?? { people: 0 };
    if (people > 0) return null;
    const ids = await addPeople(tx, hash);
    return { people: ids, loaded: await addCommunities(tx, ids) };
  });
  if (made === null) return null;
  for (const { id, wiki, animatorId } of made.loaded) {
    if (wiki === null) continue;
    const source = await openFolder(`${WIKIS}${wiki}`);
    await app.get(ImportWriter, { strict: false }).write({ ...system, id: animatorId }, id, source, async () => undefined);
    await db.write(system, (tx) => arrangePages(tx, id, made.people));
  }
  return SHOWN_ACCOUNTS.map((name) => {
    const person = PEOPLE.find(({ email }) => email.startsWith(name));
    return `  ${person?.email.padEnd(34)} ${person?.job}`;
  }).concat(`  password of all: ${PASSWORD}`);
}

async function addPeople(tx: Tx, hash: string): Promise<Map<string, string>> {
  const organizations = new Map<string, string>();
  for (const [kind, name] of Object.entries(ORGANIZATIONS)) {
    const id = uuidv7();
    organizations.set(kind, id);
    await tx.many(`INSERT INTO organization (id, kind, name) VALUES ($1, $2, $3)`, [id, kind, name]);
  }
  await tx.many(`UPDATE workspace SET name = $1`, [ORGANIZATIONS.customer]);
  const ids = new Map<string, string>();
  for (const person of PEOPLE) {
    const id = uuidv7();
    ids.set(person.email.split('@')[0] ?? '', id);
    await tx.many(
      `INSERT INTO person (id, organization_id, email, name, job, language, roles, password_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, organizations.get(person.organization), person.email, person.name, person.job, person.language, person.roles, hash],
    );
  }
  return ids;
}

interface LoadedCommunity extends DemoCommunity {
  id: string;
  animatorId: string;
}

async function addCommunities(tx: Tx, people: Map<string, string>): Promise<LoadedCommunity[]> {
  const loaded: LoadedCommunity[] = [];
  for (const community of COMMUNITIES) {
    const id = uuidv7();
    const members = community.members.map((name) => people.get(name) ?? '');
    await tx.many(
      `INSERT INTO community (id, name, slug, description, visibility, emblem, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, community.name, community.slug, community.description, community.visibility, community.emblem, members[0]],
    );
    for (const [index, personId] of members.entries()) {
      await tx.many(`INSERT INTO membership (community_id, person_id, role, state) VALUES ($1, $2, $3, 'member')`, [
        id,
        personId,
        index === 0 ? 'animator' : 'member',
      ]);
    }
    loaded.push({ ...community, id, animatorId: members[0] ?? '' });
  }
  return loaded;
}
