import sharp from 'sharp';
import { zipOf } from '../factories/bad-files.ts';
import type { TestPerson } from '../factories/people.ts';
import type { TestApp } from '../test-app.ts';
import { naming } from '../factories/annotations.ts';

/** What only those inside may ever receive. Searching for its first letters may not find it, so that these may be sent. */
export const CANARY = 'kanari7f3a91';
/** The name of the secret community: administrators too may know it, and nobody else outside. */
export const NAME_CANARY = 'kanarinom5c2e';
/** What is said among the members of the open community: not for an employee who only reads it. */
export const MEMBERS_CANARY = 'kanarimem4d8b';
/** Employees may look her up; where she is named is another matter. */
export const NAMED = 'Nolwenn Tanguy';
export const FIRST_LETTERS = 'kanari';

export interface CanaryScene {
  /** Animates both communities; Bob is a member of both, and on the list of the restricted pages. */
  ana: TestPerson;
  bob: TestPerson;
  /** In no community, and named in what outsiders do not see: that she is named tells them something. */
  named: TestPerson;
  /** A picture in a private annotation on the public page. */
  sketch: string;
  /** An employee outside, a partner and a vendor agent who are members of the open community, an administrator. */
  outsiders: Record<'employee' | 'partner' | 'vendor' | 'administrator', TestPerson>;
  secretCommunity: string;
  openCommunity: string;
  /** In the open community, for everybody who reads it. */
  publicPage: string;
  /** In the open community, for Ana and Bob alone. */
  restrictedPage: string;
  secretPage: string;
}

/** Everything that can be kept from somebody, with a canary wherever people write: by the routes that people use. */
export async function buildCanaryScene(app: TestApp): Promise<CanaryScene> {
  const { create } = app.people;
  const [ana, bob, named, employee, partner, vendor, administrator] = await Promise.all([
    create({ name: 'Ana' }),
    create({ name: 'Bob' }),
    create({ name: NAMED }),
    create({ name: 'Ève' }),
    create({ name: 'Max', organization: 'partner' }),
    create({ name: 'Zoé', organization: 'vendor', roles: ['support-agent'] }),
    create({ name: 'Adèle', roles: ['admin'] }),
  ]);
  const as = app.as(ana);
  const made = async (answer: Promise<{ status: number; body: Record<string, any> }>) => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`the scene is not laid: ${status} ${JSON.stringify(body)}`);
    return body['id'] as string;
  };
  const secretCommunity = await made(
    as.post('/communities', { name: `Projet ${NAME_CANARY}`, slug: NAME_CANARY, description: `Pour ${NAME_CANARY}`, visibility: 'secret' }),
  );
  const openCommunity = await app.communities.create({
    name: 'Place',
    visibility: 'open',
    animators: [ana],
    members: [bob, partner, vendor],
  });
  await as.put(`/communities/${secretCommunity}/members/${bob.id}`, { role: 'member' });

  const write = (communityId: string, title: string, more: object = {}) =>
    made(as.post('/pages', { communityId, title, ...('document' in more ? {} : { markdown: `${title}, texte.` }), ...more }));
  const secretPage = await write(secretCommunity, `Page ${CANARY}-secret`);
  await write(secretCommunity, `Brouillon ${CANARY}-brouillon`, { draft: true });
  const restrictedPage = await write(openCommunity, `Page ${CANARY}-titre`);
  const linked = { type: 'text', text: 'voir', marks: [{ type: 'pageLink', attrs: { pageId: restrictedPage } }] };
  const card = { type: 'pageCard', attrs: { pageId: secretPage } };
  const publicPage = await write(openCommunity, 'Page de tous', {
    document: { type: 'doc', content: [{ type: 'paragraph', content: [linked] }, card] },
  });
  const back = { type: 'text', text: `${CANARY}-retour`, marks: [{ type: 'pageLink', attrs: { pageId: publicPage } }] };
  const backlinking = await write(openCommunity, `Renvoi ${CANARY}-renvoi`, {
    document: { type: 'doc', content: [{ type: 'paragraph', content: [back] }] },
  });
  await write(openCommunity, `Dessous ${CANARY}-dessous`, { parentId: restrictedPage });
  const trashed = await write(openCommunity, `Jetée ${CANARY}-jetee`, { parentId: restrictedPage });
  for (const id of [restrictedPage, backlinking])
    await as.put(`/contents/${id}/audience`, { audience: 'participants', participantIds: [ana.id, bob.id] });
  await as.delete(`/pages/${trashed}`);

  const picture = await sharp({ create: { width: 900, height: 20, channels: 3, background: '#363' } })
    .png()
    .toBuffer();
  const manual = await zipOf({
    'README.md': `# Import ${CANARY}-import\n\n![${CANARY}-alt](${CANARY}-image.png) [pièce](${CANARY}-piece.csv) [rompu](${CANARY}-rompu.md)\n`,
    'suite.md': `# Suite ${CANARY}-suite\n\n{% ${CANARY}bloc %}\n`,
    '.gitbook.yaml': `redirects:\n  ${CANARY}-ancien: suite.md\n`,
    [`${CANARY}-image.png`]: picture,
    [`${CANARY}-piece.csv`]: `nom;${CANARY}-contenu\n`,
    [`${CANARY}-inutile.bin`]: 'x',
  });
  await as.upload('POST', `/communities/${secretCommunity}/imports`, {
    name: `${CANARY}-zip.zip`,
    type: 'application/zip',
    content: manual,
  });
  const annotate = (sourceId: string, text: string, more: object = {}) => made(as.post('/annotations', { sourceId, text, ...more }));
  const sent = (canary: string) =>
    made(as.upload('POST', `/pages/${publicPage}/annotation-pictures`, { name: `${canary}.png`, type: 'image/png', content: picture }));
  /** Says something, names somebody and shows a picture. */
  const rich = (words: string, fileId: string) => {
    const said = naming(words, named);
    return { body: { ...said, content: [...said.content, { type: 'image', attrs: { fileId, alt: words } }] } };
  };
  // What she was told at once, of what was taken back since, she keeps.
  await app.as(named).put('/notifications/settings', { mail: false });
  const sketch = await sent(`${CANARY}-croquis`);
  const note = await annotate(publicPage, `${CANARY}-note`, { visibility: 'private', target: { exact: 'voir' } });
  await as.post('/annotations', { rootId: note, text: `${CANARY}-aparte` });
  await made(as.post('/annotations', { sourceId: publicPage, visibility: 'private', ...rich(`${CANARY}-croquis`, sketch) }));
  const forgotten = await annotate(publicPage, `${CANARY}-oubliee`, { visibility: 'private' });
  await as.delete(`/annotations/${forgotten}`);
  const thread = await annotate(restrictedPage, `${CANARY}-remarque`, { motivation: 'questioning' });
  await app.as(bob).post('/annotations', { rootId: thread, text: `${CANARY}-reponse` });
  await annotate(secretPage, `${CANARY}-dedans`);
  const between = rich(`${MEMBERS_CANARY}-entre-nous`, await sent(`${MEMBERS_CANARY}-plan`));
  await made(as.post('/annotations', { sourceId: publicPage, visibility: 'community', motivation: 'editing', ...between }));
  const open = await annotate(publicPage, 'Pour tous', { motivation: 'questioning' });
  const takenBack = await as.post('/annotations', { rootId: open, ...rich(`${CANARY}-reprise`, await sent(`${CANARY}-reprise`)) });
  await as.delete(`/annotations/${takenBack.body['replies'][0].id}`);
  await app.settle();
  for (const person of [ana, bob])
    for (const id of [secretPage, restrictedPage]) {
      await app.as(person).put(`/contents/${id}/favourite`);
      await app.as(person).put(`/contents/${id}/visit`);
    }
  await tellOutsiders(app, {
    ana,
    outsiders: [employee, partner, vendor, administrator],
    secretCommunity,
    secretPage,
    restrictedPage,
    publicPage,
  });
  return {
    ana,
    bob,
    named,
    sketch,
    outsiders: { employee, partner, vendor, administrator },
    secretCommunity,
    openCommunity,
    publicPage,
    restrictedPage,
    secretPage,
  };
}

/**
 * Outsiders were told of everything when they were inside for a while, in every way that there is, and are named since
 * in what they no longer see. What mails said at that time they keep: none goes out then.
 */
async function tellOutsiders(
  app: TestApp,
  given: { ana: TestPerson; outsiders: TestPerson[] } & Pick<
    CanaryScene,
    'secretCommunity' | 'secretPage' | 'restrictedPage' | 'publicPage'
  >,
): Promise<void> {
  const { ana, outsiders, secretCommunity, secretPage, restrictedPage, publicPage } = given;
  const as = app.as(ana);
  const toAll = (words: string) => ({ body: naming(words, ...outsiders) });
  const members = (method: 'put' | 'delete') =>
    Promise.all(
      outsiders.map(({ id }) =>
        as[method](`/communities/${secretCommunity}/members/${id}`, method === 'put' ? { role: 'member' } : undefined),
      ),
    );
  const mails = (mail: boolean) => Promise.all(outsiders.map((person) => app.as(person).put('/notifications/settings', { mail })));
  await mails(false);
  await members('put');
  await Promise.all(outsiders.map((person) => app.as(person).put(`/communities/${secretCommunity}/watch`, { level: 'all' })));
  await app.settle();
  const thread = await as.post('/annotations', { sourceId: secretPage, ...toAll(`${CANARY}-nomme `) });
  await as.post('/annotations', { rootId: thread.body['id'], ...toAll(`${CANARY}-repond `) });
  await as.put(`/pages/${secretPage}/place`, { parentId: null, after: null });
  await app.settle();
  const told = await app.as(outsiders[0]!).get('/notifications');
  if (!told.text.includes(`${CANARY}-repond`)) throw new Error(`the scene is not laid: ${told.text}`);
  await members('delete');
  await mails(true);
  for (const sourceId of [secretPage, restrictedPage])
    await as.post('/annotations', { sourceId, motivation: 'highlighting', ...toAll(`${CANARY}-apres `) });
  // On a page that they read, in what is nobody's but hers.
  const alone = { sourceId: publicPage, motivation: 'highlighting', visibility: 'private' };
  const own = await as.post('/annotations', { ...alone, ...toAll(`${CANARY}-seule `) });
  await as.post('/annotations', { rootId: own.body['id'], ...toAll(`${CANARY}-redit `) });
  await app.settle();
}
