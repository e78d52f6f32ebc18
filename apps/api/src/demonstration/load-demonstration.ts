import type { INestApplicationContext } from '@nestjs/common';
import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { SearchUpkeep } from '../features/search/public.ts';
import { ImportWriter, openFolder } from '../features/wiki/public.ts';
import { PasswordHasher } from '../people/public.ts';
import { system } from '../platform/database/actor.ts';
import { poolOf } from '../platform/database/data-source.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { arrangePages } from './arrange-pages.ts';
import { COMMUNITIES, type DemoCommunity, ORGANIZATIONS, PASSWORD, PEOPLE, SHOWN_ACCOUNTS } from './company.ts';

const WIKIS = fileURLToPath(new URL('../../demo/', import.meta.url));
/** What a workspace is called that nobody has named: see the migration that makes it. */
const UNNAMED = 'Parvis';
/** Two processes that start together load it once. */
const DEMONSTRATION_LOCK = 7278472;

/**
 * Fills an empty database with a company that one can walk through, or goes on where an earlier try was cut off. Returns
 * lines that name its accounts, or null when the database holds something else (nothing is touched then).
 */
export async function loadDemonstration(app: INestApplicationContext): Promise<string[] | null> {
  const alone = await poolOf(app.get(DataSource)).connect();
  try {
    const { rows } = await alone.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [DEMONSTRATION_LOCK]);
    return rows[0]?.mine ? await load(app) : null;
  } finally {
    // The lock ends with the connection.
    alone.release(true);
  }
}

async function load(app: INestApplicationContext): Promise<string[] | null> {
  const db = app.get(Database);
  const hash = await app.get(PasswordHasher, { strict: false }).hash(PASSWORD);
  const made = await db.write(system, async (tx) => {
    const { people } = (await tx.one<{ people: number }>('SELECT count(*)::int AS people FROM person')) ?? { people: 0 };
    if (people > 0) return cutOff(tx);
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
  // Its people and communities were told to nobody, the index neither.
  await app.get(SearchUpkeep, { strict: false }).repair();
  // Last: until it bears its company's name, the demonstration is not whole.
  await db.write(system, (tx) => tx.many(`UPDATE workspace SET name = $1`, [ORGANIZATIONS.customer]));
  return SHOWN_ACCOUNTS.map((name) => {
    const person = PEOPLE.find(({ email }) => email.startsWith(name));
    return `  ${person?.email.padEnd(34)} ${person?.job}`;
  }).concat(`  password of all: ${PASSWORD}`);
}

/** What an earlier try has made, or null when there was none, or it came to its end. */
async function cutOff(tx: Tx): Promise<{ people: Map<string, string>; loaded: LoadedCommunity[] } | null> {
  const { name } = (await tx.one<{ name: string }>('SELECT name FROM workspace')) ?? { name: '' };
  const known = await tx.many<{ id: string; email: string }>('SELECT id, email FROM person WHERE email = ANY($1::text[])', [
    PEOPLE.map(({ email }) => email),
  ]);
  if (name !== UNNAMED || known.length < PEOPLE.length) return null;
  const people = new Map(known.map(({ id, email }) => [email.split('@')[0] ?? '', id]));
  const communities = await tx.many<{ id: string; slug: string }>('SELECT id, slug FROM community');
  const loaded = COMMUNITIES.flatMap((community) =>
    communities
      .filter(({ slug }) => slug === community.slug)
      .map(({ id }) => ({ ...community, id, animatorId: people.get(community.members[0] ?? '') ?? '' })),
  );
  return { people, loaded };
}

async function addPeople(tx: Tx, hash: string): Promise<Map<string, string>> {
  const organizations = new Map<string, string>();
  for (const [kind, name] of Object.entries(ORGANIZATIONS)) {
    const id = uuidv7();
    organizations.set(kind, id);
    await tx.many(`INSERT INTO organization (id, kind, name) VALUES ($1, $2, $3)`, [id, kind, name]);
  }
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
