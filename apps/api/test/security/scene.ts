import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../factories/people.ts';
import type { TestApp } from '../test-app.ts';
import type { Principal, Subject } from './matrix/row.ts';

/** A closed community with everybody that the matrix knows, and one of each thing that can be asked about. */
export interface Scene {
  headers: Record<Principal, Record<string, string>>;
  people: Record<'plain' | 'newcomer' | 'animator' | 'stranger', TestPerson>;
  ids: Record<Subject, string>;
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
  const community = await app.communities.create({
    name: 'Salle des cartes',
    animators: [animator],
    members: [member, partnerIn, vendorIn],
  });
  const write = (title: string, more: object = {}) => app.pages.create({ communityId: community, author: animator, title, ...more });
  const [file, importId, upload] = [uuidv7(), uuidv7(), uuidv7()];
  const [page, restricted, draft, trashed] = await Promise.all([
    write('Carte'),
    write(`Carte ${CANARY}`, { participants: [animator] }),
    write(`Brouillon ${CANARY}`, { draft: true }),
    write('Jetée', { trashedAt: new Date() }),
  ]);
  await Promise.all([
    app.db.many(
      `WITH kept AS (INSERT INTO file (id, name, media_type, size, sha256, storage_key) VALUES ($1, $2, 'text/plain', 1, '\\x00', $3))
       INSERT INTO file_use (content_id, file_id) VALUES ($4, $1)`,
      [file, `${CANARY}.txt`, `files/${file}`, restricted],
    ),
    app.db.many(`INSERT INTO markdown_import (id, community_id, author_id, name, state, report) VALUES ($1, $2, $3, $4, 'done', '{}')`, [
      importId,
      community,
      animator.id,
      `${CANARY}.zip`,
    ]),
    app.db.many(`INSERT INTO upload (id, content_id, person_id, name, size) VALUES ($1, $2, $3, 'x.txt', 1)`, [upload, page, member.id]),
  ]);
  const annotation = await app.annotations.create({ pageId: page, author: animator });
  const [privateNote, reply, takenBack] = await Promise.all([
    app.annotations.create({ pageId: page, author: animator, text: CANARY, visibility: 'private' }),
    app.annotations.reply(annotation, animator, 'Entendu'),
    app.annotations.reply(annotation, animator, CANARY, true),
  ]);
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
      upload,
      person: animator.id,
      stranger: stranger.id,
      annotation,
      privateNote,
      reply,
      takenBack,
      none: '0199f0aa-0000-7000-8000-00000000dead',
    },
  };
}
