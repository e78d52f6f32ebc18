import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import type { TestPerson } from '../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { NoticeMailsService } from './notice-mails.service.ts';
import { naming } from '../../../test/factories/annotations.ts';

// A job that failed on a busy machine is tried again within half a minute.
jest.setTimeout(90_000);

const received: { to: string; mail: string }[] = [];
/** What happens when a mail comes: `busy` refuses it for now. */
let answer: () => Promise<'ok' | 'busy'> = async () => 'ok';
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    void text(stream).then(async (mail) => {
      if ((await answer()) === 'busy') return done(Object.assign(new Error('4.3.2 later'), { responseCode: 451 }));
      received.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), mail });
      return done();
    });
  },
});
let app: TestApp;
let ana: TestPerson;
let bob: TestPerson;
let here: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  app = await startTestApp({ env: { SMTP_URL: `smtp://127.0.0.1:${port}`, PARVIS_URL: 'http://parvis.test' } });
});
afterAll(async () => {
  await app.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
beforeEach(async () => {
  takeAgain();
  [ana, bob] = await Promise.all([app.people.create({ name: 'Ana Rivoal' }), app.people.create({ name: 'Bob Gallou' })]);
  here = await app.communities.create({ name: 'Ouvrages', animators: [ana], members: [bob] });
});

const annotate = (person: TestPerson, sourceId: string, more: object) => app.as(person).post('/annotations', { sourceId, ...more });
/** The server takes no mail until told; resolves once it has refused one. */
function refuse(): { once: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  answer = async () => {
    resolve();
    return 'busy';
  };
  return { once: promise };
}
const takeAgain = (): void => void (answer = async () => 'ok');
const send = async (notice: string) => app.nest.get(NoticeMailsService, { strict: false }).send(notice);
const mailsTo = async (person: TestPerson): Promise<Email[]> => {
  await app.settle();
  return Promise.all(received.filter(({ to }) => to === person.email).map(({ mail }) => PostalMime.parse(mail)));
};
const header = (mail: Email | undefined, name: string) => mail?.headers.find(({ key }) => key === name)?.value ?? '';
const oneClick = (mail: Email | undefined) => new URL(header(mail, 'list-unsubscribe').slice(1, -1)).pathname;
const noticeOf = async (person: TestPerson) =>
  (await app.db.one<{ id: string }>(
    `SELECT n.id FROM notice n JOIN notification g ON g.id = n.notification_id WHERE g.person_id = $1 ORDER BY n.at DESC LIMIT 1`,
    [person.id],
  ))!.id;

describe('a mention by mail', () => {
  it('says who, where and what, in text and HTML, in the language of its reader, and how to get no more', async () => {
    const page = await app.pages.create({ communityId: here, author: ana, title: 'Passerelle & culée' });
    await annotate(ana, page, { body: naming('Un avis <b>de toi</b> ? ', bob) });
    const [mail, ...more] = await mailsTo(bob);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Ana Rivoal vous mentionne dans «\u00a0Passerelle & culée\u00a0»');
    expect(mail?.text).toContain('Un avis <b>de toi</b>');
    expect(mail?.text).toMatch(new RegExp(`http://parvis\\.test/p/${page}/page\\?annotation=[0-9a-f-]{36}`));
    expect(mail?.text).toContain('http://parvis.test/unsubscribe#');
    expect(mail?.html).toContain('Un avis &lt;b&gt;de toi&lt;/b&gt;');
    expect(mail?.html).toContain('<html lang="fr">');
    expect(header(mail, 'message-id')).toMatch(new RegExp(`^<${await noticeOf(bob)}\\.[\\w-]{22}@parvis\\.test>$`));
    expect(header(mail, 'list-unsubscribe')).toMatch(/^<http:\/\/parvis\.test\/api\/unsubscriptions\/[\w-]{44}>$/);
    expect(header(mail, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(header(mail, 'auto-submitted')).toBe('auto-generated');
    await app.db.many(`UPDATE person SET language = 'en' WHERE id = $1`, [bob.id]);
    await app.as(ana).put(`/pages/${page}/document`, { document: naming('Pour ', bob) });
    const [, english] = await mailsTo(bob);
    expect(english?.subject).toBe('Ana Rivoal mentions you in “Passerelle & culée”');
    expect(english?.text).toContain(`http://parvis.test/p/${page}/page\n`);
  });
});

describe('many mails', () => {
  it('are no flood: after twenty in an hour the rest is told in the workplace alone', async () => {
    const page = await app.pages.create({ communityId: here, author: ana, title: 'Beaucoup' });
    for (let times = 0; times < 22; times++) await annotate(ana, page, { body: naming('Pour ', bob) });
    expect((await mailsTo(bob)).length).toBeLessThanOrEqual(21);
    expect((await app.as(bob).get('/notifications')).body['unread']).toBe(22);
  });
});

describe('an invitation by mail', () => {
  it('names the community to whoever is invited', async () => {
    const dan = await app.people.create({ name: 'Dan' });
    await app.as(ana).put(`/communities/${here}/invitations/${dan.id}`, {});
    const [mail] = await mailsTo(dan);
    expect(mail?.subject).toBe('Ana Rivoal vous invite à rejoindre «\u00a0Ouvrages\u00a0»');
    expect(mail?.text).toContain(`http://parvis.test/c/c-${here}\n`);
  });
});

describe('leaving by a link', () => {
  it('takes one click of a mail client, without a sign-in; what is told stays told in the workplace', async () => {
    const page = await app.pages.create({ communityId: here, author: ana, title: 'Adieu' });
    await annotate(ana, page, { body: naming('Pour ', bob) });
    const [mail] = await mailsTo(bob);
    const left = await app.nest.inject({
      method: 'POST',
      url: oneClick(mail),
      headers: { host: 'parvis.test', 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    });
    expect(left.statusCode).toBe(204);
    await annotate(ana, page, { body: naming('Pour ', bob) });
    expect(await mailsTo(bob)).toHaveLength(1);
    expect((await app.as(bob).get('/notifications')).body['items']).toHaveLength(2);
    expect((await app.as(bob).get('/notifications/settings')).body).toEqual({ mail: false });
    await app.as(bob).put('/notifications/settings', { mail: true });
    await annotate(ana, page, { body: naming('Pour ', bob) });
    expect(await mailsTo(bob)).toHaveLength(2);
  });

  it('shows people a screen that asks first, and takes no link that is not ours', async () => {
    const page = await app.pages.create({ communityId: here, author: ana, title: 'Lien' });
    await annotate(ana, page, { body: naming('Pour ', bob) });
    const [mail] = await mailsTo(bob);
    const address = oneClick(mail);
    const opened = await app.nest.inject({ method: 'GET', url: address });
    expect([opened.statusCode, opened.headers.location]).toEqual([
      302,
      `http://parvis.test/unsubscribe#${address.slice('/api/unsubscriptions/'.length)}`,
    ]);
    expect((await app.as(bob).get('/notifications/settings')).body).toEqual({ mail: true });
    const token = address.slice('/api/unsubscriptions/'.length);
    const strangers = [
      token.slice(0, -1) + (token.endsWith('A') ? 'Q' : 'A'),
      token.slice(0, 30),
      'x',
      `${Buffer.from(ana.id.replaceAll('-', ''), 'hex').toString('base64url')}${token.slice(22)}`,
    ];
    for (const stranger of strangers)
      expect((await app.nest.inject({ method: 'POST', url: `/api/unsubscriptions/${stranger}` })).statusCode).toBe(400);
    for (const person of [ana, bob]) expect((await app.as(person).get('/notifications/settings')).body).toEqual({ mail: true });
  });
});

// Last: what the queue tries again by itself would be waited for by others.
describe('a mail that the server does not take at first', () => {
  it('goes out once, after a try that the server refused, and when its job runs several times at once', async () => {
    const page = await app.pages.create({ communityId: here, author: ana, title: 'Une fois' });
    const refused = refuse();
    await annotate(ana, page, { body: naming('Pour ', bob) });
    await refused.once;
    const notice = await noticeOf(bob);
    takeAgain();
    // What the refused try held it is given back in a moment.
    while (!(await app.db.one(`SELECT FROM notice WHERE id = $1 AND mail_begun_at IS NULL`, [notice]))) await new Promise(setImmediate);
    await Promise.all([send(notice), send(notice), send(notice)]);
    await send(notice);
    expect(await mailsTo(bob)).toHaveLength(1);
  });

  it('says nothing that its reader may no longer see when it goes out', async () => {
    const page = await app.pages.create({ communityId: here, author: ana, title: 'Confiée puis reprise' });
    const refused = refuse();
    await annotate(ana, page, { body: naming('Secret ', bob) });
    await refused.once;
    await app.as(ana).put(`/contents/${page}/audience`, { audience: 'participants', participantIds: [ana.id] });
    takeAgain();
    await send(await noticeOf(bob));
    expect(await mailsTo(bob)).toEqual([]);
  });

  const said: Record<string, (page: string, named: TestPerson) => Promise<unknown>> = {
    'an annotation': async (page, named) => {
      const [id] = (await app.db.many<{ id: string }>(`SELECT id FROM content WHERE source_id = $1`, [page])).map((row) => row.id);
      return id
        ? app.as(ana).patch(`/annotations/${id}`, { body: naming('Pour ', named) })
        : annotate(ana, page, { body: naming('Pour ', named) });
    },
    'a page': (page, named) => app.as(ana).put(`/pages/${page}/document`, { document: naming('Pour ', named) }),
  };
  it.each(Object.keys(said))('does not say of a name that was taken back from %s that it is there', async (where) => {
    const page = await app.pages.create({ communityId: here, author: ana, title: 'Par erreur' });
    const refused = refuse();
    await said[where]?.(page, bob);
    await refused.once;
    await said[where]?.(page, ana);
    takeAgain();
    await send(await noticeOf(bob));
    expect(await mailsTo(bob)).toEqual([]);
  });

  it('does not follow what was read already, and goes to no account that is closed', async () => {
    const page = await app.pages.create({ communityId: here, author: ana, title: 'Lue' });
    const gone = await app.people.create({ deactivatedAt: new Date() });
    await app.db.many(`INSERT INTO membership (community_id, person_id, role, state) VALUES ($1, $2, 'member', 'member')`, [here, gone.id]);
    const refused = refuse();
    await annotate(ana, page, { body: naming('Pour ', gone) });
    await annotate(ana, page, { body: naming('Pour ', bob) });
    await refused.once;
    await app.as(bob).put('/notifications/read', {});
    takeAgain();
    await send(await noticeOf(bob));
    expect([await mailsTo(bob), await mailsTo(gone)]).toEqual([[], []]);
  });

  it('invites nobody who is no longer invited', async () => {
    const eve = await app.people.create({ name: 'Ève' });
    const refused = refuse();
    await app.as(ana).put(`/communities/${here}/invitations/${eve.id}`, {});
    await refused.once;
    await app.as(ana).delete(`/communities/${here}/members/${eve.id}`);
    takeAgain();
    await send(await noticeOf(eve));
    expect(await mailsTo(eve)).toEqual([]);
  });
});
