import { EVERYBODY, UNKNOWN, type Rows } from './row.ts';

/** Pages and their files. */
export const WIKI = {
  readPageTree: [{ id: 'community', expected: '401 401 403 200 200 200 404 200 404 403 200' }],
  listRecentPages: [{ id: 'community', expected: '401 401 403 200 200 200 404 200 404 403 200' }],
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
} satisfies Rows;
