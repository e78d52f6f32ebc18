import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Audience } from '@parvis/shared';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { type TestApp, startTestApp } from '../../test/test-app.ts';
import type { TestPerson } from '../../test/factories/people.ts';
import { readsCommunitySql } from '../communities/public.ts';
import {
  type ContentFacts,
  type VisibilityRow,
  canSee,
  canSeeRow,
  isVisibleIn,
  visibilityColumns,
  visibleIn,
  visibleTo,
} from './visibility.ts';

const CASES = 3_000;
// The same draw for the same figures; others by FAST_CHECK_SEED.
const SEED = Number(process.env['FAST_CHECK_SEED'] ?? 20_260);

let app: TestApp;
let viewers: { person: TestPerson; organizationKind: 'customer' | 'vendor' | 'partner' }[];
beforeAll(async () => {
  app = await startTestApp();
  viewers = await Promise.all(
    (['customer', 'vendor', 'partner'] as const).map(async (organizationKind) => ({
      organizationKind,
      person: await app.people.create({ organization: organizationKind }),
    })),
  );
});
afterAll(() => app.close());

/** Each thing that can refuse is there less often than not: else nearly all cases would be refused for several reasons at once. */
const place = fc.record({
  deleted: fc.nat(11).map((number) => number === 0),
  community: fc.option(
    fc.record({
      visibility: fc.constantFrom('open' as const, 'closed' as const, 'secret' as const),
      viewerState: fc.constantFrom(null, 'member' as const, 'asked' as const, 'invited' as const),
    }),
    { nil: null },
  ),
  membersOnly: fc.nat(3).map((number) => number === 0),
  /** Null: not restricted. Else whether the viewer is on the list, and whether the list is its own or of something above. */
  list: fc.option(fc.record({ listed: fc.boolean(), inherited: fc.boolean() }), { nil: null, freq: 2 }),
});
type Place = typeof place extends fc.Arbitrary<infer P> ? P : never;
const cases = fc.record({ viewer: fc.nat(2), content: place, source: fc.option(place, { nil: null, freq: 1 }) });

/** Without community there is a list: the table holds it. */
const whole = (given: Place): Place =>
  given.community === null && given.list === null ? { ...given, list: { listed: false, inherited: false } } : given;

it('the rule in code and the rule in SQL say the same of everything', async () => {
  const generated = fc
    .sample(cases, { numRuns: CASES, seed: SEED })
    .map((given) => ({ ...given, content: whole(given.content), source: given.source && whole(given.source) }));
  const rows = { community: [] as unknown[], membership: [] as unknown[], content: [] as unknown[], participant: [] as unknown[] };
  const asked = generated.map(({ viewer: index, content, source }) => {
    const viewer = viewers[index]!;
    const sourceId = source && lay(rows, source, viewer.person.id, null);
    const id = lay(rows, content, viewer.person.id, sourceId);
    const facts: ContentFacts = { ...factsOf(content, viewer.person.id), source: source && factsOf(source, viewer.person.id) };
    return {
      id,
      viewer: viewer.person.id,
      expected: canSee({ id: viewer.person.id, organizationKind: viewer.organizationKind }, facts),
      given: { kind: viewer.organizationKind, content, source },
    };
  });
  await app.db.write(
    { id: null, organizationKind: null, roles: [], sessionId: null, tokenId: null, scopes: null, requestId: null },
    async (tx) => {
      await tx.many(
        `INSERT INTO community (id, name, slug, visibility, emblem) SELECT id, 'c', id::text, visibility, 0 FROM json_to_recordset($1) AS r(id uuid, visibility text)`,
        [JSON.stringify(rows.community)],
      );
      await tx.many(
        `INSERT INTO membership (community_id, person_id, role, state) SELECT community_id, person_id, 'member', state FROM json_to_recordset($1) AS r(community_id uuid, person_id uuid, state text)`,
        [JSON.stringify(rows.membership)],
      );
      await tx.many(
        `INSERT INTO content (id, kind, community_id, title, slug, audience, scope_id, source_id, deleted_at, deleted_with)
       SELECT id, CASE WHEN source_id IS NULL THEN 'page' ELSE 'annotation' END, community_id, 't', 't', audience, scope_id, source_id, CASE WHEN deleted THEN now() END, CASE WHEN deleted THEN id END
       FROM json_to_recordset($1) AS r(id uuid, community_id uuid, audience text, scope_id uuid, source_id uuid, deleted boolean)`,
        [JSON.stringify(rows.content)],
      );
      await tx.many(
        `INSERT INTO content_participant (content_id, person_id) SELECT content_id, person_id FROM json_to_recordset($1) AS r(content_id uuid, person_id uuid)`,
        [JSON.stringify(rows.participant)],
      );
    },
  );
  const seen = await app.db.many<{ id: string; seen: boolean }>(
    `SELECT a.id, ${visibleTo('a.viewer', 'c')} AS seen FROM json_to_recordset($1) AS a(id uuid, viewer uuid) JOIN content c ON c.id = a.id`,
    [JSON.stringify(asked.map(({ id, viewer }) => ({ id, viewer })))],
  );
  const bySql = new Map(seen.map((row) => [row.id, row.seen]));
  const different = asked.filter(({ id, expected }) => bySql.get(id) !== expected).map(({ given, expected }) => ({ expected, given }));
  expect(different.slice(0, 3)).toEqual([]);

  // Whoever knows which communities are read asks no community again, and is told the same.
  const known = await app.db.many<{ id: string; seen: boolean }>(
    `WITH given AS (SELECT a.* FROM json_to_recordset($1) AS a(id uuid, viewer uuid)),
       readable AS MATERIALIZED (SELECT v.viewer, k.id FROM (SELECT DISTINCT viewer FROM given) v JOIN community k ON ${readsCommunitySql('v.viewer', 'k')})
     SELECT a.id, ${visibleTo('a.viewer', 'c', (id) => `(a.viewer, ${id}) IN (SELECT viewer, id FROM readable)`)} AS seen
     FROM given a JOIN content c ON c.id = a.id`,
    [JSON.stringify(asked.map(({ id, viewer }) => ({ id, viewer })))],
  );
  expect(known.filter(({ id, seen: short }) => short !== bySql.get(id))).toEqual([]);

  // Where the community is known to be read, and what it is about to be seen, the short forms say the same.
  const beside = await app.db.many<
    VisibilityRow & { id: string; viewer: string; reads: boolean; seen: boolean; audience: Audience; scopeId: string | null }
  >(
    `SELECT a.id, a.viewer, c.audience, c.scope_id AS "scopeId", ${readsCommunitySql('a.viewer', 'k')} AS reads, ${visibleIn('a.viewer', 'c', "m.state = 'member'")} AS seen,
       ${visibilityColumns('a.viewer', { content: 'c', community: 'k', membership: 'm' })}
     FROM json_to_recordset($1) AS a(id uuid, viewer uuid) JOIN content c ON c.id = a.id AND c.source_id IS NULL
     JOIN community k ON k.id = c.community_id
     LEFT JOIN membership m ON m.community_id = k.id AND m.person_id = a.viewer`,
    [JSON.stringify(asked.map(({ id, viewer }) => ({ id, viewer })))],
  );
  const kinds = new Map(viewers.map(({ person, organizationKind }) => [person.id, organizationKind]));
  expect(beside.filter(({ id, reads, seen: short }) => (reads && (short ?? false)) !== bySql.get(id))).toEqual([]);
  expect(
    beside.filter((row) => canSeeRow({ id: row.viewer, organizationKind: kinds.get(row.viewer)! }, row) !== bySql.get(row.id)),
  ).toEqual([]);
  const inCode = ({ deleted, viewerState, listed, scopeId, audience }: (typeof beside)[number]) =>
    !deleted &&
    isVisibleIn({ belongs: viewerState === 'member', lists: new Set(listed && scopeId ? [scopeId] : []) }, { audience, scopeId });
  expect(beside.filter((row) => inCode(row) !== (row.seen ?? false))).toEqual([]);
  expect(beside.filter(({ seen: short, reads }) => short && !reads).length).toBeGreaterThan(0);
  // The cases are worth something only when both answers are common among them.
  const yes = asked.filter(({ expected }) => expected).length;
  expect(yes).toBeGreaterThan(CASES / 8);
  expect(yes).toBeLessThan(CASES / 2);
});

function factsOf({ deleted, community, membersOnly, list }: Place, viewerId: string): Omit<ContentFacts, 'source'> {
  return { deleted, community, membersOnly: onlyMembers({ membersOnly, list }), participants: list && (list.listed ? [viewerId] : []) };
}

/** What has a list of its own is for that list. */
const onlyMembers = ({ membersOnly, list }: Pick<Place, 'membersOnly' | 'list'>): boolean =>
  membersOnly && (list === null || list.inherited);

/** Adds the rows of one piece of content, with a community and a restriction of its own. Returns its id. */
function lay(
  rows: Record<'community' | 'membership' | 'content' | 'participant', unknown[]>,
  { deleted, community, membersOnly, list }: Place,
  viewerId: string,
  sourceId: string | null,
): string {
  const id = uuidv7();
  const communityId = community && uuidv7();
  if (community) {
    rows.community.push({ id: communityId, visibility: community.visibility });
    if (community.viewerState) rows.membership.push({ community_id: communityId, person_id: viewerId, state: community.viewerState });
  }
  let scopeId: string | null = null;
  if (list) {
    scopeId = list.inherited ? uuidv7() : id;
    if (list.inherited)
      rows.content.push({
        id: scopeId,
        community_id: communityId,
        audience: 'participants',
        scope_id: scopeId,
        source_id: null,
        deleted: false,
      });
    if (list.listed) rows.participant.push({ content_id: scopeId, person_id: viewerId });
  }
  rows.content.push({
    id,
    community_id: communityId,
    audience: scopeId === id ? 'participants' : onlyMembers({ membersOnly, list }) ? 'members' : 'community',
    scope_id: scopeId,
    source_id: sourceId,
    deleted,
  });
  return id;
}
