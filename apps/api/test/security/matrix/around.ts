import { EVERYBODY, type Rows } from './row.ts';

/** What tells of things and finds them: notifications, files by their address, search. */
export const AROUND = {
  listNotifications: [{ expected: EVERYBODY }, { query: '?unread=true', expected: EVERYBODY }],
  countNotifications: [{ expected: EVERYBODY }],
  readNotification: [{ id: 'none', expected: '401 401 404 404 404 404 404 404 404 404 403' }],
  unreadNotification: [{ id: 'none', expected: '401 401 404 404 404 404 404 404 404 404 403' }],
  readNotifications: [{ body: {}, expected: '401 401 200 200 200 200 200 200 200 200 403' }],
  readNotificationSettings: [{ expected: EVERYBODY }],
  editNotificationSettings: [{ body: { mail: false }, expected: '401 401 200 200 200 200 200 200 200 200 403' }],
  listCommunityLevels: [{ expected: EVERYBODY }],
  listPageLevels: [{ expected: EVERYBODY }],
  // Whoever holds the link: it came by mail. One that we did not sign does nothing.
  openUnsubscription: [{ expected: '302 302 302 302 302 302 302 302 302 302 302' }],
  unsubscribe: [{ expected: '400 400 400 400 400 400 400 400 400 400 400' }],
  readFile: [{ id: 'file', expected: '401 401 404 404 200 404 404 404 404 404 404' }],
  search: [
    { query: '?q=parvis', expected: EVERYBODY },
    { query: '?q=-', expected: '401 401 400 400 400 400 400 400 400 400 400' },
  ],
  suggest: [{ query: '?q=pa', expected: EVERYBODY }],
} satisfies Rows;
