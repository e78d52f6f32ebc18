import { ask, communityOf, overflow, shot } from '../support/annotating.ts';
import { COMPANY, type Guest, expect, expectAccessible, openBrowser, signIn, test, written } from '../support/journey.ts';

const NB = '\u00a0';
const idOf = async (guest: Guest) => (await ask<{ id: string }>(guest, 'get', '/me')).id;
/** Says something about a page that names somebody. */
const name = (guest: Guest, pageId: string, personId: string, words: string) =>
  ask<{ id: string }>(guest, 'post', '/annotations', {
    sourceId: pageId,
    body: {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: words },
            { type: 'mention', attrs: { personId } },
          ],
        },
      ],
    },
  });

test('a mention rings the bell at once, opens from it, and is read by being read', async ({ browser }) => {
  const author = await openBrowser(browser, COMPANY());
  const reader = await openBrowser(browser, COMPANY());
  await signIn(author.page, 'julien.mercoeur');
  await signIn(reader.page, 'sophie.rambaud');
  const { pageId, slug } = await communityOf(author, 'Joints de chaussée');
  const { page } = reader;
  const bell = page.getByRole('button', { name: /^Notifications/ });
  const before = await bell.getAttribute('aria-label');
  expect(before).toBe('Notifications');

  await name(author, pageId, await idOf(reader), 'Peux-tu relire ce passage, ');
  await expect(page.getByRole('button', { name: 'Notifications, 1 nouvelle' })).toBeVisible();
  await bell.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Notifications' });
  const row = panel.getByRole('listitem').filter({ hasText: 'Appareils d’appui' });
  await expect(row).toContainText('Julien Mercœur vous mentionne dans Appareils d’appui');
  await expect(row).toContainText('Peux-tu relire ce passage, @Sophie Rambaud');
  await expectAccessible(page);
  await shot(page, 'notifications/panel-1280');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(bell).toBeFocused();

  await bell.click();
  await row.getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`/p/${pageId}/[^?]+\\?annotation=`));
  await expect(page.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible();

  // By the link of a mail, or of a colleague, too.
  const again = await name(author, pageId, await idOf(reader), 'Et celui-ci, ');
  await expect(page.getByRole('button', { name: 'Notifications, 1 nouvelle' })).toBeVisible();
  await page.goto(`/p/${pageId}?annotation=${again.id}`);
  await expect(page.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible();

  // What is told of a page is read by opening the page, from wherever one comes.
  await ask(reader, 'put', `/communities/${(await ask<{ id: string }>(reader, 'get', `/communities/${slug}`)).id}/membership`);
  await ask(author, 'put', `/pages/${pageId}/document`, {
    document: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'mention', attrs: { personId: await idOf(reader) } }] }] },
  });
  await expect(page.getByRole('button', { name: 'Notifications, 1 nouvelle' })).toBeVisible();
  await page.goto('/');
  await page.goto(`/p/${pageId}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Appareils d’appui' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible();
  expect([...author.faults, ...reader.faults]).toEqual([]);
});

test('all notifications are on a page, read one by one or all at once, on a phone and in the dark too', async ({ browser }) => {
  const author = await openBrowser(browser, COMPANY());
  const reader = await openBrowser(browser, COMPANY(), { viewport: { width: 375, height: 812 }, hasTouch: true });
  await signIn(author.page, 'aicha.benhaddou');
  await signIn(reader.page, 'mathilde.kerjean');
  const { pageId, id } = await communityOf(author, 'Eurocodes et annexes');
  const { page } = reader;
  const me = await idOf(reader);
  await page.goto('/notifications?show=unread');
  await expect(page.getByRole('heading', { level: 1, name: 'Notifications' })).toBeVisible();
  await ask(author, 'put', `/communities/${id}/invitations/${me}`, {});
  await ask(author, 'put', `/communities/${id}/members/${me}`, { role: 'member' });
  await name(author, pageId, me, 'La clause 6.3 a changé, ');
  await name(author, pageId, me, 'Et l’annexe nationale aussi, ');
  const rows = page.getByRole('main').getByRole('list', { name: 'Notifications' }).getByRole('listitem');
  await expect(rows.filter({ hasText: 'La clause 6.3 a changé' })).toBeVisible();
  await expect(rows.filter({ hasText: 'vous a fait entrer dans Eurocodes et annexes' })).toBeVisible();
  await expectAccessible(page);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await shot(page, 'notifications/page-375');
  await page.getByRole('button', { name: /^Notifications, \d/ }).click();
  const panel = page.getByRole('dialog', { name: 'Notifications' });
  await expect(panel.getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot(page, 'notifications/panel-375-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await panel.getByRole('button', { name: 'Fermer' }).click();

  const first = rows.filter({ hasText: 'La clause 6.3 a changé' });
  await first.getByRole('button', { name: 'Marquer comme lu' }).click();
  await expect(first).toHaveCount(0);
  await page.getByRole('link', { name: 'Tout', exact: true }).click();
  await first.getByRole('button', { name: 'Marquer comme non lu' }).click();
  await expect(first.getByRole('button', { name: 'Marquer comme lu' })).toBeVisible();
  await page.getByRole('button', { name: 'Tout marquer comme lu' }).click();
  await expect(page.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Non lues' }).click();
  await expect(page.getByRole('heading', { name: 'Tout est lu' })).toBeVisible();
  await expectAccessible(page);
  expect([...author.faults, ...reader.faults]).toEqual([]);
});

test('says of everything who did what, with those who did the same', async ({ browser }) => {
  const [author, other, reader] = [
    await openBrowser(browser, COMPANY()),
    await openBrowser(browser, COMPANY()),
    await openBrowser(browser, COMPANY(), { viewport: { width: 1280, height: 900 } }),
  ];
  await signIn(author.page, 'aicha.benhaddou');
  await signIn(other.page, 'julien.mercoeur');
  await signIn(reader.page, 'mathilde.kerjean');
  const { pageId, id } = await communityOf(author, 'Essais et mesures');
  const send = async (guest: Guest, address: string, data?: unknown) =>
    expect((await guest.page.request.put(`/api${address}`, { data, headers: { origin: COMPANY() } })).ok()).toBe(true);
  await send(reader, `/communities/${id}/membership`);
  await send(reader, `/communities/${id}/watch`, { level: 'all' });
  const mine = await ask<{ id: string }>(reader, 'post', '/annotations', { sourceId: pageId, text: 'Quel capteur, et combien de temps ?' });
  for (const guest of [author, other])
    await ask(guest, 'post', '/annotations', { rootId: mine.id, text: 'Un capteur à fil, trois semaines.' });
  const solved = await ask<{ id: string }>(reader, 'post', '/annotations', { sourceId: pageId, text: 'Il manque l’unité.' });
  await send(author, `/annotations/${solved.id}/resolution`);
  const made = await ask<{ id: string }>(author, 'post', '/pages', {
    communityId: id,
    title: 'Étalonner un capteur',
    markdown: 'Avant tout.',
  });
  await send(author, `/pages/${made.id}/place`, { parentId: pageId });
  await ask(author, 'put', `/pages/${pageId}/document`, { markdown: 'Autrement dit.' });
  const closed = await ask<{ id: string }>(reader, 'post', '/communities', { name: 'Cellule de crise', visibility: 'closed' });
  await send(other, `/communities/${closed.id}/membership`);
  const { page } = reader;
  await page.goto('/notifications');
  const rows = page.getByRole('main').getByRole('list', { name: 'Notifications' }).getByRole('listitem');
  for (const sentence of [
    'Julien Mercœur et Aïcha Benhaddou ont répondu dans Appareils d’appui',
    'Aïcha Benhaddou a résolu votre annotation de Appareils d’appui',
    'Aïcha Benhaddou a déplacé Étalonner un capteur',
    'Aïcha Benhaddou a modifié Appareils d’appui',
    'Julien Mercœur demande à rejoindre Cellule de crise',
  ])
    await expect(rows.filter({ hasText: sentence })).toHaveCount(1);
  await expectAccessible(page);
  await shot(page, 'notifications/page-1280');
  await page.getByRole('button', { name: /^Notifications, \d/ }).click();
  await expect(page.getByRole('dialog', { name: 'Notifications' }).getByRole('listitem').first()).toBeVisible();
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot(page, 'notifications/panel-full-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1920, height: 1000 });
  await shot(page, 'notifications/panel-1920');
  expect([author, other, reader].flatMap(({ faults }) => faults)).toEqual([]);
});

test('what one wants to hear of is chosen on a page, for a community, and in the settings', async ({ browser }) => {
  const guest = await openBrowser(browser, COMPANY());
  await signIn(guest.page, 'yann.bellego');
  const { page } = guest;
  const { address, slug } = await communityOf(guest, 'Grues et levage');
  await page.goto(address);
  await page.getByRole('button', { name: `Notifications de cette page${NB}: Mentions et réponses` }).click();
  await expectAccessible(page);
  await shot(page, 'notifications/levels-1280');
  await page.getByRole('menuitemradio', { name: /^Rien/ }).click();
  await expect(page.getByRole('button', { name: `Notifications de cette page${NB}: Rien` })).toBeVisible();
  await page.goto(`/c/${slug}`);
  await page.getByRole('button', { name: `Notifications${NB}: Mentions et réponses` }).click();
  await page.getByRole('menuitemradio', { name: /^Tout/ }).click();
  await expect(page.getByRole('button', { name: `Notifications${NB}: Tout` })).toBeVisible();

  await page.goto('/notifications/settings');
  const community = page.getByLabel(`Notifications de «${NB}Grues et levage${NB}»`);
  await expect(community).toHaveValue('all');
  const exception = page.getByLabel(`Notifications de «${NB}Appareils d’appui${NB}»`);
  await expect(exception).toHaveValue('none');
  await expectAccessible(page);
  await shot(page, 'notifications/settings-1280');
  await community.selectOption('none');
  await exception.selectOption('mentions');
  await written(page, /notifications\/settings$/, () => page.getByRole('checkbox', { name: /Recevoir un courriel/ }).click());
  await page.reload();
  await expect(community).toHaveValue('none');
  await expect(exception).toHaveValue('mentions');
  await expect(page.getByRole('checkbox', { name: /Recevoir un courriel/ })).not.toBeChecked();
  await page.getByRole('button', { name: `Ne plus faire d’exception pour «${NB}Appareils d’appui${NB}»` }).click();
  await expect(page.getByText('Aucune page ne fait exception.')).toBeVisible();
  await page.setViewportSize({ width: 375, height: 812 });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await shot(page, 'notifications/settings-375');
  expect(guest.faults).toEqual([]);
});

test('a mail that tells of a mention can be answered by leaving, without signing in', async ({ browser }) => {
  const author = await openBrowser(browser, COMPANY());
  const admin = await openBrowser(browser, COMPANY());
  const named = await openBrowser(browser, COMPANY());
  await signIn(author.page, 'camille.ollivier');
  await signIn(admin.page, 'maelle.kervadec');
  await signIn(named.page, 'bruno.salaun');
  const { pageId } = await communityOf(author, 'Accueil des chantiers');
  await name(author, pageId, await idOf(named), 'Voyez la dernière ligne, ');
  const mail = async () => {
    const { items } = await ask<{ items: { to: string; subject: string; text: string }[] }>(admin, 'get', '/admin/mails');
    return items.find(({ to, subject }) => to === 'bruno.salaun@loirac.example' && subject.includes('vous mentionne'));
  };
  await expect.poll(async () => (await mail())?.subject).toBe(`Camille Ollivier vous mentionne dans «${NB}Appareils d’appui${NB}»`);
  const link = /\/unsubscribe#[\w-]+/.exec((await mail())?.text ?? '')?.[0] ?? '';

  const stranger = await openBrowser(browser, COMPANY());
  await stranger.page.goto(link);
  await expect(stranger.page.getByRole('heading', { level: 1, name: 'Ne plus recevoir de courriels' })).toBeVisible();
  await expectAccessible(stranger.page);
  await shot(stranger.page, 'notifications/unsubscribe-1280');
  await stranger.page.getByRole('button', { name: 'Arrêter ces courriels' }).click();
  await expect(stranger.page.getByText('C’est fait')).toBeVisible();
  await ask(named, 'patch', '/me', { language: 'en' });
  await named.page.goto('/notifications/settings');
  await expect(named.page.getByRole('checkbox', { name: /Send me a mail/ })).not.toBeChecked();
  await expectAccessible(named.page);
  await shot(named.page, 'notifications/settings-english');
  await ask(named, 'patch', '/me', { language: 'fr' });
  await stranger.page.goto('/unsubscribe#nothing');
  await stranger.page.reload();
  await stranger.page.getByRole('button', { name: 'Arrêter ces courriels' }).click();
  await expect(stranger.page.getByText('Ce lien est incomplet')).toBeVisible();
  await expectAccessible(stranger.page);
  expect([author, admin, named, stranger].flatMap(({ faults }) => faults)).toEqual([]);
});
