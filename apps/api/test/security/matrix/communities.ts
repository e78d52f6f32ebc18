import { EVERYBODY, type Rows } from './row.ts';

/** Communities, and what everything in them shares. */
export const COMMUNITIES = {
  listCommunities: [{ expected: EVERYBODY }],
  createCommunity: [{ body: { name: 'Nouvelle', visibility: 'open' }, expected: '401 401 201 201 201 403 403 403 403 201 403' }],
  // Closed: listed to employees; partners and vendors know of it as members only.
  readCommunity: [
    { id: 'community', expected: '401 401 200 200 200 200 404 200 404 200 200' },
    { id: 'none', expected: '401 401 404 404 404 404 404 404 404 404 404' },
  ],
  editCommunity: [{ id: 'community', body: { name: 'X' }, expected: '401 401 403 403 200 403 404 403 404 403 403' }],
  archiveCommunity: [{ id: 'community', expected: '401 401 403 403 200 403 404 403 404 200 403' }],
  unarchiveCommunity: [{ id: 'community', expected: '401 401 403 403 200 403 404 403 404 200 403' }],
  joinCommunity: [{ id: 'community', expected: '401 401 200 200 200 200 404 200 404 200 403' }],
  leaveCommunity: [{ id: 'community', expected: '401 401 204 204 409 204 404 204 404 204 403' }],
  listMembers: [
    { id: 'community', expected: '401 401 403 200 200 200 404 200 404 200 200' },
    { id: 'community', query: '?state=asked', expected: '401 401 403 403 200 403 404 403 404 200 403' },
  ],
  setMember: [
    // An administrator who is no animator appoints animators only.
    { id: 'community', userId: 'newcomer', body: { role: 'member' }, expected: '401 401 403 403 200 403 404 403 404 403 403' },
    { id: 'community', userId: 'newcomer', body: { role: 'animator' }, expected: '401 401 403 403 200 403 404 403 404 200 403' },
  ],
  removeMember: [{ id: 'community', userId: 'plain', expected: '401 401 403 403 204 403 404 403 404 403 403' }],
  inviteMember: [{ id: 'community', userId: 'newcomer', body: {}, expected: '401 401 403 403 200 403 404 403 404 403 403' }],

  readAudience: [
    { id: 'page', expected: '401 401 404 200 200 200 404 200 404 404 200' },
    { id: 'restricted', expected: '401 401 404 404 200 404 404 404 404 404 404' },
    { id: 'draft', expected: '401 401 404 404 200 404 404 404 404 404 404' },
  ],
  setAudience: [
    { id: 'page', body: { audience: 'community' }, expected: '401 401 404 403 200 403 404 403 404 404 403' },
    { id: 'restricted', body: { audience: 'community' }, expected: '401 401 404 404 200 404 404 404 404 404 403' },
  ],
  addFavourite: [
    { id: 'page', expected: '401 401 404 204 204 204 404 204 404 404 403' },
    { id: 'restricted', expected: '401 401 404 404 204 404 404 404 404 404 403' },
  ],
  removeFavourite: [{ id: 'page', expected: '401 401 204 204 204 204 204 204 204 204 403' }],
  listFavourites: [{ expected: EVERYBODY }],
  recordVisit: [{ id: 'page', expected: '401 401 404 204 204 204 404 204 404 404 403' }],
  listVisited: [{ expected: EVERYBODY }],
  listRecent: [{ expected: EVERYBODY }],
  listTrash: [{ expected: EVERYBODY }],
  restoreFromTrash: [{ id: 'trashed', expected: '401 401 404 403 200 403 404 403 404 404 403' }],
} satisfies Rows;
