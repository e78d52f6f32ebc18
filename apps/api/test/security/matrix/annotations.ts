import { EVERYBODY, type Rows } from './row.ts';

/** Annotations of pages. */
export const ANNOTATIONS = {
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
} satisfies Rows;
