import { z } from 'zod';
import { CommunityChip } from './communities.ts';
import { route } from './contract.ts';
import { PersonChip } from './people/person.ts';
import { Id, Instant, PageQuery, byId, listOf } from './text.ts';
import { WatchLevel } from './watching.ts';
import { PageRef } from './wiki.ts';

/** What happened. `joined`: somebody was let into a community; `asked`: somebody asks to be; `review-due`: a page is to be read again. */
export const NotificationKind = z.enum([
  'mentioned',
  'annotated',
  'replied',
  'resolved',
  'updated',
  'published',
  'moved',
  'invited',
  'asked',
  'joined',
  'review-due',
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** Unread things are counted up to so many. */
export const MOST_UNREAD = 100;

/** All that somebody is told about one thing (a page, a thread, a community), by what is newest of it; an unread mention goes first. */
export const NotificationView = z.object({
  id: Id,
  kind: NotificationKind,
  unread: z.boolean(),
  at: Instant,
  /** Who did it, newest first, at most three of them. */
  actors: z.array(PersonChip),
  actorCount: z.int(),
  /** The page, or the page of the thread. */
  page: PageRef.nullable(),
  annotationId: Id.nullable(),
  community: CommunityChip.nullable(),
  /** The beginning of what was said; empty where nothing was. */
  excerpt: z.string(),
  /** Where it leads, without the host. */
  url: z.string(),
});
export type NotificationView = z.infer<typeof NotificationView>;

const Unread = z.object({
  /** Things with something unread that I may see, at most `MOST_UNREAD`. */
  unread: z.int(),
});

export const NotificationSettings = z.object({
  /** Mentions and invitations come by mail, at once. */
  mail: z.boolean(),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

export const CommunityLevel = z.object({ community: CommunityChip, level: WatchLevel });
export type CommunityLevel = z.infer<typeof CommunityLevel>;

export const PageLevel = z.object({
  page: PageRef,
  community: CommunityChip,
  level: WatchLevel,
  /** It holds for all below, too. */
  below: z.boolean(),
});
export type PageLevel = z.infer<typeof PageLevel>;

/** Signed by the server: whose mails end. It never runs out, so that every mail can be answered by leaving. */
const byToken = z.strictObject({
  token: z
    .string()
    .max(120)
    .regex(/^[\w-]+$/),
});

export const notificationRoutes = {
  listNotifications: route({
    method: 'GET',
    path: '/notifications',
    access: 'session',
    summary: 'What I am told of, one entry for each page, thread or community, newest first; with how many are unread',
    query: PageQuery.extend({ unread: z.stringbool().default(false) }),
    response: listOf(NotificationView).extend(Unread.shape),
  }),
  countNotifications: route({
    method: 'GET',
    path: '/notifications/unread',
    access: 'session',
    summary: 'How many things have something unread',
    response: Unread,
  }),
  readNotification: route({
    method: 'PUT',
    path: '/notifications/:id/read',
    access: 'session',
    summary: 'Marks all that is told about one thing as read',
    params: byId,
    response: Unread,
  }),
  unreadNotification: route({
    method: 'DELETE',
    path: '/notifications/:id/read',
    access: 'session',
    summary: 'Marks the newest that is told about one thing as unread again',
    params: byId,
    response: Unread,
  }),
  readNotifications: route({
    method: 'PUT',
    path: '/notifications/read',
    access: 'session',
    summary: 'Marks as read: what is about one page, thread or community, else all that was told until then',
    body: z.strictObject({ itemId: Id.optional(), until: Instant.optional() }),
    response: Unread,
  }),
  readNotificationSettings: route({
    method: 'GET',
    path: '/notifications/settings',
    access: 'session',
    summary: 'Whether mentions and invitations come by mail',
    response: NotificationSettings,
  }),
  editNotificationSettings: route({
    method: 'PUT',
    path: '/notifications/settings',
    access: 'session',
    summary: 'Turns the mails on or off',
    body: z.strictObject({ mail: z.boolean() }),
    response: NotificationSettings,
  }),
  listCommunityLevels: route({
    method: 'GET',
    path: '/notifications/communities',
    access: 'session',
    summary: 'My communities by name, each with what I want to hear of',
    query: PageQuery,
    response: listOf(CommunityLevel),
  }),
  listPageLevels: route({
    method: 'GET',
    path: '/notifications/pages',
    access: 'session',
    summary: 'Pages for which I chose what I want to hear of, the last choice first',
    query: PageQuery,
    response: listOf(PageLevel),
  }),
  openUnsubscription: route({
    method: 'GET',
    path: '/unsubscriptions/:token',
    access: 'public',
    status: 302,
    summary: 'Leads from a mail to the screen that turns the mails off',
    params: byToken,
    produces: 'text/html',
  }),
  unsubscribe: route({
    method: 'POST',
    path: '/unsubscriptions/:token',
    access: 'public',
    status: 204,
    anyOrigin: true,
    summary: 'Turns the mails off, by the link of one of them: no sign-in, one click (RFC 8058)',
    params: byToken,
  }),
};
