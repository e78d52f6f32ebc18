import { describe, expect, it } from '@jest/globals';
import { naming } from '../../../test/factories/annotations.ts';
import { Delivery } from '../../platform/events/delivery.ts';
import { NoticeBoard, type Readers } from '../../platform/events/effects.ts';
import { ana, annotate, app, bob, cat, here, page, reply, told, write } from '../../../test/hearing.ts';

describe('what is told', () => {
  it('is told once, however often its event is delivered', async () => {
    const id = await page('Carte');
    await app.as(bob).put(`/contents/${id}/watch`, {});
    const thread = await annotate(cat, id, { body: naming('Pour ', bob) });
    await reply(ana, thread);
    await app.as(ana).put(`/annotations/${thread}/resolution`);
    await write(ana, id, naming('Pour ', bob));
    await app.settle();
    for (const person of [bob, cat]) await app.as(person).put('/notifications/read', {});
    const before = [await told(bob), await told(cat)];
    const events = await app.db.many<{ id: string }>(`SELECT id FROM domain_event ORDER BY seq`);
    await Promise.all(events.map((event) => app.nest.get(Delivery).deliver([event.id])));
    expect([await told(bob), await told(cat)]).toEqual(before);
    expect((await told(bob)).unread).toBe(0);
  });

  it('is told with another fact about the same thing, both to the same person at once', async () => {
    const id = await page('Carte');
    const [first, second] = ['premier', 'second'].map((key) => ({
      kind: 'updated' as const,
      about: { contentId: id },
      key,
      actorId: ana.id,
      to: [bob.id, cat.id] as unknown as Readers,
    }));
    await app.nest.get(NoticeBoard).post([first!, second!, { ...first!, kind: 'mentioned' }]);
    expect(
      await app.db.many(
        `SELECT key, n.kind FROM notice n JOIN notification h ON h.id = n.notification_id WHERE h.person_id = $1 ORDER BY key`,
        [bob.id],
      ),
    ).toEqual([
      { key: 'premier', kind: 'mentioned' },
      { key: 'second', kind: 'updated' },
    ]);
  });

  it('is written once where it is the first about a thing, and read up to its own time it is read', async () => {
    const id = await page('Carte');
    const notice = (key: string) => ({
      kind: 'updated' as const,
      about: { contentId: id },
      key,
      actorId: ana.id,
      to: [bob.id] as unknown as Readers,
    });
    const post = (...keys: string[]) => app.statements(() => app.nest.get(NoticeBoard).post(keys.map(notice)));
    const writes = (statements: { text: string }[]) => statements.map(({ text }) => /^\s*(INSERT|UPDATE)/.exec(text)?.[1]).filter(Boolean);
    expect(writes(await post('un', 'deux'))).toEqual(['INSERT', 'INSERT']);
    const { items, unread } = await told(bob);
    expect(unread).toBe(1);
    expect((await app.as(bob).put('/notifications/read', { until: items[0]!.at })).body).toEqual({ unread: 0 });
    expect((await told(bob)).items[0]).toMatchObject({ unread: false });
    expect(writes(await post('deux', 'trois'))).toEqual(['INSERT', 'INSERT', 'UPDATE']);
    expect((await told(bob)).items[0]).toMatchObject({ unread: true });
    // Known already: nothing is told.
    expect(writes(await post('trois'))).toEqual(['INSERT', 'INSERT']);
  });

  it('is told though it waits with an event that cannot be told', async () => {
    const id = await page('Carte');
    const thread = await annotate(cat, id, { body: naming('Pour ', bob) });
    await app.settle();
    await app.db.many(`DELETE FROM notification WHERE person_id = $1`, [bob.id]);
    const events = await app.db.many<{ id: string }>(`SELECT id FROM domain_event WHERE payload ->> 'annotationId' = $1 ORDER BY seq`, [
      thread,
    ]);
    const [poisoned] = await app.db.many<{ id: string }>(
      `INSERT INTO domain_event (id, name, payload) VALUES (gen_random_uuid(), 'annotation.created', '{"annotationId": "none", "pageId": "none"}') RETURNING id`,
    );
    const outcomes = await app.nest.get(Delivery).deliver([events[0]!.id, poisoned!.id, ...events.slice(1).map((event) => event.id)]);
    expect(outcomes.map((outcome) => outcome === null)).toEqual([true, false, ...events.slice(1).map(() => true)]);
    expect((await told(bob)).unread).toBe(1);
    expect(await app.db.many(`DELETE FROM set_aside_event RETURNING event_id AS id`)).toEqual([poisoned]);
  });

  it('is not kept for whoever lost access before it was delivered', async () => {
    const id = await page('Carte');
    await app.as(bob).put(`/contents/${id}/watch`, {});
    await annotate(cat, id, { body: naming('Pour ', bob) });
    await write(ana, id, naming('Pour ', bob));
    await app.settle();
    const held = async () => (await app.db.many(`SELECT FROM notification WHERE person_id = $1`, [bob.id])).length;
    expect(await held()).toBe(2);
    // As if nothing had been delivered yet.
    await app.db.many(`DELETE FROM notification WHERE person_id = $1`, [bob.id]);
    await app.as(ana).delete(`/communities/${here}/members/${bob.id}`);
    await app.settle();
    const events = await app.db.many<{ id: string }>(`SELECT id FROM domain_event ORDER BY seq`);
    for (const event of events) await app.nest.get(Delivery).deliver([event.id]);
    expect(await held()).toBe(0);
  });

  it('vanishes from list and count with the access, and comes back with it', async () => {
    const id = await page('Carte');
    await write(ana, id, naming('Pour ', bob));
    const thread = await annotate(bob, id);
    await reply(cat, thread);
    expect((await told(bob)).unread).toBe(2);
    await app.as(ana).put(`/contents/${id}/audience`, { audience: 'participants', participantIds: [ana.id] });
    expect(await told(bob)).toMatchObject({ items: [], unread: 0 });
    await app.as(ana).put(`/contents/${id}/audience`, { audience: 'community' });
    expect((await told(bob)).unread).toBe(2);
    await app.as(ana).delete(`/pages/${id}`);
    expect(await told(bob)).toMatchObject({ items: [], unread: 0 });
  });

  it('comes page by page, newest first, and is marked as read one by one or up to a moment', async () => {
    const ids: string[] = [];
    for (const title of ['A', 'B', 'C']) {
      ids.unshift(await page(title));
      await write(ana, ids[0]!, naming('Pour ', bob));
      await app.settle();
    }
    const first = await told(bob, '?limit=2');
    expect(first.items.map((item) => item.page?.id)).toEqual(ids.slice(0, 2));
    const rest = await told(bob, `?limit=2&cursor=${first.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ page: { id: ids[2] } }], nextCursor: null, unread: 3 });
    expect((await app.as(bob).put(`/notifications/${first.items[0]!.id}/read`)).body).toEqual({ unread: 2 });
    expect((await told(bob, '?unread=true')).items.map((item) => item.page?.id)).toEqual(ids.slice(1));
    expect((await app.as(bob).delete(`/notifications/${first.items[0]!.id}/read`)).body).toEqual({ unread: 3 });
    expect((await app.as(cat).put(`/notifications/${first.items[0]!.id}/read`)).status).toBe(404);
    expect((await app.as(bob).put('/notifications/read', { until: first.items[1]!.at })).body).toEqual({ unread: 1 });
    expect((await app.as(bob).put('/notifications/read', {})).body).toEqual({ unread: 0 });
  });
});
