import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../factories/people.ts';
import type { TestApp } from '../test-app.ts';
import type { Principal } from './permission-matrix.data.ts';

/** A closed community with everybody that the matrix knows, and one of each thing that can be asked about. */
export interface Scene {
  headers: Record<Principal, Record<string, string>>;
  people: Record<'plain' | 'newcomer' | 'animator' | 'stranger', TestPerson>;
  ids: Record<'community' | 'page' | 'restricted' | 'draft' | 'trashed' | 'file' | 'import' | 'person' | 'stranger' | 'none', string>;
}

/** Words that only those who may see the restricted things may ever receive. */
export const CANARY = 'kanari-7f3a91';

export async function buildScene(app: TestApp): Promise<Scene> {
  const { create, token } = app.people;
  const [deactivated, outsider, member, animator, partnerIn, partnerOut, vendorIn, vendorOut, administrator, newcomer, stranger] =
    await Promise.all([
      create({ deactivatedAt: new Date() }),
      create(),
      create(),
      create(),
      create({ organization: 'partner' }),
      create({ organization: 'partner' }),
      create({ organization: 'vendor' }),
      create({ organization: 'vendor' }),
      create({ roles: ['admin'] }),
      create(),
      create(),
    ]);
  const community = uuidv7();
  await app.db.many(
    `INSERT INTO community (id, name, slug, visibility, emblem, created_by) VALUES ($1, 'Salle des cartes', $2, 'closed', 0, $3)`,
    [community, community, animator.id],
  );
  const members: [TestPerson, string][] = [
    [animator, 'animator'],
    [member, 'member'],
    [partnerIn, 'member'],
    [vendorIn, 'member'],
  ];
  for (const [person, role] of members) {
    await app.db.many(`INSERT INTO membership (community_id, person_id, role, state) VALUES ($1, $2, $3, 'member')`, [
      community,
      person.id,
      role,
    ]);
  }
  const write = async (title: string, more: object = {}) =>
    (await app.as(animator).post('/pages', { communityId: community, title, markdown: `${title}.`, ...more })).body['id'] as string;
  const [page, restricted, draft, trashed] = [
    await write('Carte'),
    await write(`Carte ${CANARY}`),
    await write(`Brouillon ${CANARY}`, { draft: true }),
    await write('Jetée'),
  ];
  await app.as(animator).put(`/contents/${restricted}/audience`, { audience: 'participants', participantIds: [animator.id] });
  await app.as(animator).delete(`/pages/${trashed}`);
  const file = uuidv7();
  await app.db.many(`INSERT INTO file (id, name, media_type, size, sha256, storage_key) VALUES ($1, $2, 'text/plain', 1, '\\x00', $3)`, [
    file,
    `${CANARY}.txt`,
    `files/${file}`,
  ]);
  await app.db.many(`INSERT INTO file_use (content_id, file_id) VALUES ($1, $2)`, [restricted, file]);
  const importId = uuidv7();
  await app.db.many(
    `INSERT INTO markdown_import (id, community_id, author_id, name, state, report) VALUES ($1, $2, $3, $4, 'done', '{}')`,
    [importId, community, animator.id, `${CANARY}.zip`],
  );
  const cookie = (person: TestPerson) => ({ cookie: person.cookie });
  return {
    headers: {
      anonymous: {},
      deactivated: cookie(deactivated),
      outsider: cookie(outsider),
      member: cookie(member),
      animator: cookie(animator),
      partnerIn: cookie(partnerIn),
      partnerOut: cookie(partnerOut),
      vendorIn: cookie(vendorIn),
      vendorOut: cookie(vendorOut),
      administrator: cookie(administrator),
      readToken: { authorization: `Bearer ${await token(member, ['read'])}` },
    },
    people: { plain: member, newcomer, animator, stranger },
    ids: {
      community,
      page,
      restricted,
      draft,
      trashed,
      file,
      import: importId,
      person: animator.id,
      stranger: stranger.id,
      none: '0199f0aa-0000-7000-8000-00000000dead',
    },
  };
}
