import type { api } from '@parvis/shared';

/** Who asks, in the order of the columns. `in` and `out`: member of the community or not. The token may only read. */
export const PRINCIPALS = [
  'anonymous',
  'deactivated',
  'outsider',
  'member',
  'animator',
  'partnerIn',
  'partnerOut',
  'vendorIn',
  'vendorOut',
  'administrator',
  'readToken',
] as const;
export type Principal = (typeof PRINCIPALS)[number];

/** What the rows ask about; `page` is the animator's, in a closed community. */
export type Subject =
  | 'community'
  | 'page'
  | 'restricted'
  | 'draft'
  | 'trashed'
  | 'file'
  | 'import'
  | 'upload'
  | 'person'
  | 'stranger'
  | 'annotation'
  | 'privateNote'
  | 'reply'
  | 'takenBack'
  | 'none';

export interface Row {
  /** What `:id` stands for. */
  id?: Subject;
  /** What `:userId` stands for. */
  userId?: 'plain' | 'newcomer';
  query?: string;
  body?: unknown;
  upload?: true;
  /** Raw bytes instead of a body. */
  bytes?: string;
  /** Expected status of each principal, written by hand. */
  expected: string;
}

const NOBODY_BUT_ADMINISTRATORS = '401 401 403 403 403 403 403 403 403 200 403';
const EVERYBODY = '401 401 200 200 200 200 200 200 200 200 200';
const UNKNOWN = '0199f0aa-0000-7000-8000-00000000dead';

/** Every route of the contract, with at least one row each. */
export const MATRIX: Record<keyof typeof api, Row[]> = {
  health: [{ expected: '200 200 200 200 200 200 200 200 200 200 200' }],
  openapi: [{ expected: '200 200 200 200 200 200 200 200 200 200 200' }],
  readSetup: [{ expected: '200 200 200 200 200 200 200 200 200 200 200' }],
  setUp: [
    {
      body: { code: 'WRONG-CODE-XX', organization: 'X', name: 'X', email: 'x@x.test', password: 'quinze lettres au moins' },
      expected: '409 409 409 409 409 409 409 409 409 409 409',
    },
  ],
  signIn: [{ body: { email: 'nobody@x.test', password: 'x' }, expected: '401 401 401 401 401 401 401 401 401 401 401' }],
  signOut: [{ expected: '401 401 204 204 204 204 204 204 204 204 403' }],
  listSessions: [{ expected: EVERYBODY }],
  revokeSession: [{ id: 'none', expected: '401 401 404 404 404 404 404 404 404 404 403' }],
  revokeOtherSessions: [{ expected: '401 401 204 204 204 204 204 204 204 204 403' }],
  askPasswordReset: [{ body: { email: 'nobody@x.test' }, expected: '202 202 202 202 202 202 202 202 202 202 202' }],
  resetPassword: [
    { body: { token: 'not-a-token', password: 'quinze lettres au moins' }, expected: '400 400 400 400 400 400 400 400 400 400 400' },
  ],
  readInvitation: [{ body: { token: 'not-a-token' }, expected: '400 400 400 400 400 400 400 400 400 400 400' }],
  acceptInvitation: [
    {
      body: { token: 'not-a-token', name: 'X', password: 'quinze lettres au moins', language: 'fr' },
      expected: '400 400 400 400 400 400 400 400 400 400 400',
    },
  ],
  askForAccount: [{ body: { email: 'nobody@x.test' }, expected: '202 202 202 202 202 202 202 202 202 202 202' }],
  me: [{ expected: EVERYBODY }],
  editMe: [{ body: { job: 'X' }, expected: '401 401 200 200 200 200 200 200 200 200 403' }],
  changePassword: [{ body: { current: 'x', next: 'quinze lettres au moins' }, expected: '401 401 400 400 400 400 400 400 400 400 403' }],
  setPhoto: [{ upload: true, expected: '401 401 400 400 400 400 400 400 400 400 403' }],
  removePhoto: [{ expected: '401 401 200 200 200 200 200 200 200 200 403' }],
  listTokens: [{ expected: EVERYBODY }],
  deleteToken: [{ id: 'none', expected: '401 401 404 404 404 404 404 404 404 404 403' }],
  listPeople: [{ expected: EVERYBODY }],
  readPerson: [
    { id: 'person', expected: '401 401 200 200 200 200 404 200 404 200 200' },
    { id: 'none', expected: '401 401 404 404 404 404 404 404 404 404 404' },
  ],
  readPhoto: [{ id: 'person', expected: '401 401 404 404 404 404 404 404 404 404 404' }],
  listAccounts: [{ expected: NOBODY_BUT_ADMINISTRATORS }],
  setRoles: [{ id: 'stranger', body: { roles: [] }, expected: NOBODY_BUT_ADMINISTRATORS }],
  deactivate: [{ id: 'stranger', expected: NOBODY_BUT_ADMINISTRATORS }],
  reactivate: [{ id: 'stranger', expected: NOBODY_BUT_ADMINISTRATORS }],
  approve: [{ id: 'stranger', expected: NOBODY_BUT_ADMINISTRATORS }],
  listInvitations: [{ expected: NOBODY_BUT_ADMINISTRATORS }],
  invite: [{ body: { email: 'x@x.test', organizationId: UNKNOWN }, expected: '401 401 403 403 403 403 403 403 403 400 403' }],
  inviteMany: [{ body: { csv: 'email\nx@x.test', dryRun: true }, expected: NOBODY_BUT_ADMINISTRATORS }],
  withdrawInvitation: [{ id: 'none', expected: '401 401 403 403 403 403 403 403 403 404 403' }],
  listOrganizations: [{ expected: NOBODY_BUT_ADMINISTRATORS }],
  createOrganization: [{ body: { kind: 'partner', name: 'Nouveau' }, expected: '401 401 403 403 403 403 403 403 403 201 403' }],
  readAudit: [{ expected: NOBODY_BUT_ADMINISTRATORS }],
  verifyAudit: [{ expected: NOBODY_BUT_ADMINISTRATORS }],
  listMails: [{ expected: NOBODY_BUT_ADMINISTRATORS }],
  readSettings: [{ expected: NOBODY_BUT_ADMINISTRATORS }],
  editSettings: [{ body: { name: 'X', allowedDomains: [] }, expected: NOBODY_BUT_ADMINISTRATORS }],

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

  readPageTree: [{ id: 'community', expected: '401 401 403 200 200 200 404 200 404 403 200' }],
  listRecentPages: [{ id: 'community', expected: '401 401 403 200 200 200 404 200 404 403 200' }],
  listAnnotations: [
    { query: '?sourceId=:page', expected: '401 401 404 200 200 200 404 200 404 404 200' },
    { query: '?sourceId=:restricted', expected: '401 401 404 404 200 404 404 404 404 404 404' },
  ],
  annotate: [
    // By default employees annotate; partners and vendors who are members read.
    { body: { sourceId: ':page', text: 'X' }, expected: '401 401 404 201 201 403 404 403 404 404 403' },
    { body: { sourceId: ':restricted', text: 'X' }, expected: '401 401 404 404 201 404 404 404 404 404 403' },
    { body: { rootId: ':annotation', text: 'X' }, expected: '401 401 404 201 201 403 404 403 404 404 403' },
    { body: { rootId: ':privateNote', text: 'X' }, expected: '401 401 404 404 201 404 404 404 404 404 403' },
  ],
  readAnnotation: [
    { id: 'annotation', expected: '401 401 404 200 200 200 404 200 404 404 200' },
    { id: 'privateNote', expected: '401 401 404 404 200 404 404 404 404 404 404' },
  ],
  editAnnotation: [
    { id: 'annotation', body: { text: 'X' }, expected: '401 401 404 403 200 403 404 403 404 404 403' },
    { id: 'reply', body: { text: 'X' }, expected: '401 401 404 403 200 403 404 403 404 404 403' },
    { id: 'privateNote', body: { text: 'X' }, expected: '401 401 404 404 200 404 404 404 404 404 403' },
  ],
  deleteAnnotation: [
    { id: 'annotation', expected: '401 401 404 403 204 403 404 403 404 404 403' },
    { id: 'reply', expected: '401 401 404 403 204 403 404 403 404 404 403' },
    { id: 'privateNote', expected: '401 401 404 404 204 404 404 404 404 404 403' },
  ],
  restoreReply: [{ id: 'takenBack', expected: '401 401 404 404 200 404 404 404 404 404 403' }],
  // Whoever edits the page resolves any thread on it.
  resolveAnnotation: [
    { id: 'annotation', expected: '401 401 404 200 200 200 404 200 404 404 403' },
    { id: 'privateNote', expected: '401 401 404 404 200 404 404 404 404 404 403' },
  ],
  reopenAnnotation: [{ id: 'annotation', expected: '401 401 404 200 200 200 404 200 404 404 403' }],
  placeAnnotation: [
    { id: 'annotation', body: { exact: 'Carte' }, expected: '401 401 404 200 200 200 404 200 404 404 403' },
    { id: 'privateNote', body: { exact: 'Carte' }, expected: '401 401 404 404 200 404 404 404 404 404 403' },
  ],
  undoAnchoring: [{ id: 'annotation', expected: '401 401 404 409 409 409 404 409 404 404 403' }],
  listAnchorChanges: [
    { id: 'annotation', expected: '401 401 404 200 200 200 404 200 404 404 200' },
    { id: 'privateNote', expected: '401 401 404 404 200 404 404 404 404 404 404' },
  ],
  react: [
    { id: 'annotation', expected: '401 401 404 200 200 403 404 403 404 404 403' },
    { id: 'reply', expected: '401 401 404 200 200 403 404 403 404 404 403' },
  ],
  takeReactionBack: [{ id: 'annotation', expected: '401 401 404 200 200 200 404 200 404 404 403' }],
  listCommunityAnnotations: [{ id: 'community', expected: '401 401 403 200 200 200 404 200 404 403 200' }],
  countCommunityAnnotations: [{ id: 'community', expected: '401 401 403 200 200 200 404 200 404 403 200' }],
  listMyAnnotations: [{ expected: EVERYBODY }],
  listVersionAnnotations: [
    { id: 'page', expected: '401 401 404 200 200 200 404 200 404 404 200' },
    { id: 'restricted', expected: '401 401 404 404 200 404 404 404 404 404 404' },
    { id: 'draft', expected: '401 401 404 404 200 404 404 404 404 404 404' },
    { id: 'trashed', expected: '401 401 404 404 404 404 404 404 404 404 404' },
  ],
  // What is sent is no picture: who may not annotate hears another no.
  addAnnotationPicture: [
    { id: 'page', upload: true, expected: '401 401 404 400 400 403 404 403 404 404 403' },
    { id: 'restricted', upload: true, expected: '401 401 404 404 400 404 404 404 404 404 403' },
    { id: 'trashed', upload: true, expected: '401 401 404 404 404 404 404 404 404 404 403' },
  ],
  createPage: [{ body: { communityId: 'community', title: 'X' }, expected: '401 401 403 201 201 201 404 201 404 403 403' }],
  readPage: [
    { id: 'page', expected: '401 401 404 200 200 200 404 200 404 404 200' },
    { id: 'restricted', expected: '401 401 404 404 200 404 404 404 404 404 404' },
    { id: 'draft', expected: '401 401 404 404 200 404 404 404 404 404 404' },
    { id: 'trashed', expected: '401 401 404 404 404 404 404 404 404 404 404' },
    // A draft is for those who write.
    { id: 'page', query: '?version=draft', expected: '401 401 404 200 200 200 404 200 404 404 200' },
  ],
  listBacklinks: [{ id: 'page', expected: '401 401 404 200 200 200 404 200 404 404 200' }],
  publishPage: [
    { id: 'draft', expected: '401 401 404 404 200 404 404 404 404 404 403' },
    { id: 'page', expected: '401 401 404 200 200 200 404 200 404 404 403' },
  ],
  listVersions: [
    { id: 'page', expected: '401 401 404 200 200 200 404 200 404 404 200' },
    { id: 'restricted', expected: '401 401 404 404 200 404 404 404 404 404 404' },
    { id: 'trashed', expected: '401 401 404 404 404 404 404 404 404 404 404' },
  ],
  nameVersion: [
    { id: 'page', body: { name: 'X' }, expected: '401 401 404 201 201 201 404 201 404 404 403' },
    { id: 'restricted', body: { name: 'X' }, expected: '401 401 404 404 201 404 404 404 404 404 403' },
  ],
  readVersion: [
    { id: 'page', expected: '401 401 404 200 200 200 404 200 404 404 200' },
    { id: 'restricted', expected: '401 401 404 404 200 404 404 404 404 404 404' },
  ],
  renameVersion: [
    { id: 'page', body: { name: 'X' }, expected: '401 401 404 200 200 200 404 200 404 404 403' },
    { id: 'restricted', body: { name: 'X' }, expected: '401 401 404 404 200 404 404 404 404 404 403' },
  ],
  compareVersions: [
    { id: 'page', expected: '401 401 404 200 200 200 404 200 404 404 200' },
    { id: 'restricted', expected: '401 401 404 404 200 404 404 404 404 404 404' },
  ],
  restoreVersion: [
    { id: 'page', body: { versionId: 'its version' }, expected: '401 401 404 200 200 200 404 200 404 404 403' },
    { id: 'restricted', body: { versionId: 'its version' }, expected: '401 401 404 404 200 404 404 404 404 404 403' },
  ],
  startDraft: [
    { id: 'page', expected: '401 401 404 200 200 200 404 200 404 404 403' },
    { id: 'restricted', expected: '401 401 404 404 200 404 404 404 404 404 403' },
  ],
  endDraft: [
    { id: 'page', expected: '401 401 404 200 200 200 404 200 404 404 403' },
    { id: 'restricted', expected: '401 401 404 404 200 404 404 404 404 404 403' },
  ],
  deletePage: [
    { id: 'page', expected: '401 401 404 403 204 403 404 403 404 404 403' },
    { id: 'restricted', expected: '401 401 404 404 204 404 404 404 404 404 403' },
  ],
  writeDocument: [
    { id: 'page', body: { markdown: 'X' }, expected: '401 401 404 200 200 200 404 200 404 404 403' },
    { id: 'restricted', body: { markdown: 'X' }, expected: '401 401 404 404 200 404 404 404 404 404 403' },
    { id: 'draft', body: { markdown: 'X' }, expected: '401 401 404 404 200 404 404 404 404 404 403' },
    { id: 'trashed', body: { markdown: 'X' }, expected: '401 401 404 404 404 404 404 404 404 404 403' },
  ],
  renamePage: [
    { id: 'page', body: { title: 'X' }, expected: '401 401 404 200 200 200 404 200 404 404 403' },
    { id: 'restricted', body: { title: 'X' }, expected: '401 401 404 404 200 404 404 404 404 404 403' },
    { id: 'trashed', body: { title: 'X' }, expected: '401 401 404 404 404 404 404 404 404 404 403' },
  ],
  movePage: [
    { id: 'page', body: { parentId: null }, expected: '401 401 404 200 200 200 404 200 404 404 403' },
    { id: 'page', body: { parentId: null, after: null }, expected: '401 401 404 200 200 200 404 200 404 404 403' },
    // Elsewhere is not known to anybody.
    { id: 'page', body: { communityId: UNKNOWN, parentId: null }, expected: '401 401 404 404 404 404 404 404 404 404 403' },
    { id: 'restricted', body: { parentId: null }, expected: '401 401 404 404 200 404 404 404 404 404 403' },
    { id: 'draft', body: { parentId: null }, expected: '401 401 404 404 200 404 404 404 404 404 403' },
  ],
  copyPage: [
    {
      id: 'page',
      body: { parentId: null, descendants: true, annotations: 'all' },
      expected: '401 401 404 201 201 201 404 201 404 404 403',
    },
    { id: 'restricted', body: { parentId: null, descendants: true }, expected: '401 401 404 404 201 404 404 404 404 404 403' },
  ],
  setLabels: [
    { id: 'page', body: { labels: ['X'] }, expected: '401 401 404 200 200 200 404 200 404 404 403' },
    { id: 'restricted', body: { labels: ['X'] }, expected: '401 401 404 404 200 404 404 404 404 404 403' },
  ],
  listLabels: [{ id: 'community', expected: '401 401 403 200 200 200 404 200 404 403 200' }],
  listLabelledPages: [{ id: 'community', query: '?label=x', expected: '401 401 403 200 200 200 404 200 404 403 200' }],
  watchContent: [
    { id: 'page', body: {}, expected: '401 401 404 204 204 204 404 204 404 404 403' },
    { id: 'restricted', body: { below: true }, expected: '401 401 404 404 204 404 404 404 404 404 403' },
  ],
  // To stop watching is open to whoever can no longer read it.
  unwatchContent: [{ id: 'restricted', expected: '401 401 204 204 204 204 204 204 204 204 403' }],
  readCommunityWatch: [{ id: 'community', expected: '401 401 403 200 200 200 404 200 404 403 200' }],
  watchCommunity: [{ id: 'community', expected: '401 401 403 204 204 204 404 204 404 403 403' }],
  unwatchCommunity: [{ id: 'community', expected: '401 401 204 204 204 204 204 204 204 204 403' }],
  markTemplate: [
    { id: 'page', expected: '401 401 404 204 204 204 404 204 404 404 403' },
    { id: 'restricted', expected: '401 401 404 404 204 404 404 404 404 404 403' },
  ],
  unmarkTemplate: [{ id: 'page', expected: '401 401 404 204 204 204 404 204 404 404 403' }],
  listTemplates: [{ id: 'community', expected: '401 401 403 200 200 200 404 200 404 403 200' }],
  planReview: [
    { id: 'page', body: { ownerId: null, reviewAt: null }, expected: '401 401 404 200 200 200 404 200 404 404 403' },
    { id: 'restricted', body: { ownerId: null, reviewAt: null }, expected: '401 401 404 404 200 404 404 404 404 404 403' },
  ],
  confirmReview: [
    { id: 'page', body: { reviewAt: null }, expected: '401 401 404 200 200 200 404 200 404 404 403' },
    { id: 'restricted', body: { reviewAt: null }, expected: '401 401 404 404 200 404 404 404 404 404 403' },
  ],
  listMyReviews: [{ expected: EVERYBODY }],
  listReviews: [{ id: 'community', expected: '401 401 403 200 200 200 404 200 404 403 200' }],
  suggestPages: [{ id: 'community', query: '?q=kanari', expected: '401 401 403 200 200 200 404 200 404 403 200' }],
  suggestPeople: [
    { id: 'page', expected: '401 401 404 200 200 200 404 200 404 404 200' },
    { id: 'restricted', expected: '401 401 404 404 200 404 404 404 404 404 404' },
  ],
  resolveAddress: [{ id: 'community', query: '?path=nulle/part', expected: '401 401 404 404 404 404 404 404 404 404 404' }],
  exportPage: [
    { id: 'page', expected: '401 401 404 200 200 200 404 200 404 404 200' },
    { id: 'page', query: '?descendants=true', expected: '401 401 404 200 200 200 404 200 404 404 200' },
    { id: 'page', query: '?annotations=appendix', expected: '401 401 404 200 200 200 404 200 404 404 200' },
    { id: 'restricted', query: '?annotations=appendix', expected: '401 401 404 404 200 404 404 404 404 404 404' },
    { id: 'restricted', expected: '401 401 404 404 200 404 404 404 404 404 404' },
    { id: 'draft', expected: '401 401 404 404 200 404 404 404 404 404 404' },
    { id: 'trashed', expected: '401 401 404 404 404 404 404 404 404 404 404' },
  ],
  exportCommunity: [
    { id: 'community', expected: '401 401 403 200 200 200 404 200 404 403 200' },
    { id: 'community', query: '?annotations=appendix', expected: '401 401 403 200 200 200 404 200 404 403 200' },
  ],
  importMarkdown: [{ id: 'community', upload: true, expected: '401 401 403 202 202 202 404 202 404 403 403' }],
  readImport: [{ id: 'import', expected: '401 401 404 404 200 404 404 404 404 404 404' }],
  listImports: [{ id: 'community', expected: '401 401 403 200 200 200 404 200 404 403 200' }],
  // Only whoever began a file goes on with it, here the member.
  startUpload: [
    { id: 'page', body: { name: 'x.txt', size: 1, mediaType: 'text/plain' }, expected: '401 401 404 201 201 201 404 201 404 404 403' },
    {
      id: 'restricted',
      body: { name: 'x.txt', size: 1, mediaType: 'text/plain' },
      expected: '401 401 404 404 201 404 404 404 404 404 403',
    },
    { id: 'draft', body: { name: 'x.txt', size: 1, mediaType: 'text/plain' }, expected: '401 401 404 404 201 404 404 404 404 404 403' },
    { id: 'trashed', body: { name: 'x.txt', size: 1, mediaType: 'text/plain' }, expected: '401 401 404 404 404 404 404 404 404 404 403' },
  ],
  continueUpload: [{ id: 'upload', query: '?offset=0', bytes: 'x', expected: '401 401 404 200 404 404 404 404 404 404 403' }],
  readUpload: [{ id: 'upload', expected: '401 401 404 200 404 404 404 404 404 404 200' }],
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
};

/** The one question that a socket can ask: `watch`. */
export const WATCH: Record<'community' | 'page' | 'restricted' | 'draft', string> = {
  community: '401 401 404 200 200 200 404 200 404 404 200',
  page: '401 401 404 200 200 200 404 200 404 404 200',
  restricted: '401 401 404 404 200 404 404 404 404 404 404',
  draft: '401 401 404 404 200 404 404 404 404 404 404',
};

/** Who may open a page for co-editing: `-` not let in, `r` looks on, `w` writes. */
export const CO_EDITING: Record<'page' | 'restricted' | 'draft' | 'trashed' | 'none', string> = {
  page: '- - - w w w - w - - r',
  restricted: '- - - - w - - - - - -',
  draft: '- - - - w - - - - - -',
  trashed: '- - - - - - - - - - -',
  none: '- - - - - - - - - - -',
};
