import type { SearchKind } from '@parvis/shared';

/**
 * What an entry is made of, as SQL over the tables of the product: the columns of `search_entry` but for those that the
 * application computes. Pages are found by what their readers read: the published text where there is a draft.
 */
export const SOURCES: Record<SearchKind, string> = {
  page: `
    SELECT c.id, 'page' AS kind, c.id AS content_id, NULL::uuid AS file_id, NULL::uuid AS person_id, NULL::uuid AS place_id,
      c.community_id, c.author_id, c.updated_at AS at, c.title,
      coalesce((SELECT string_agg(l.label, ', ' ORDER BY l.key) FROM content_label l WHERE l.content_id = c.id), '') AS notes,
      coalesce(r.text, '') AS text
    FROM page p JOIN content c ON c.id = p.id JOIN page_revision r ON r.id = coalesce(p.published_revision_id, p.revision_id)`,
  annotation: `
    SELECT c.id, 'annotation', c.id, NULL, NULL, NULL, c.community_id, c.author_id, c.updated_at, '', '',
      a.text || coalesce((SELECT string_agg(E'\\n' || r.text, '' ORDER BY r.created_at, r.id) FROM annotation_reply r
                          WHERE r.root_id = a.id AND r.deleted_at IS NULL), '')
    FROM annotation a JOIN content c ON c.id = a.id`,
  community: `
    SELECT k.id, 'community', NULL, NULL, NULL, k.id, NULL, NULL, k.created_at, k.name, '', k.description FROM community k`,
  person: `
    SELECT p.id, 'person', NULL, NULL, p.id, NULL, NULL, NULL, p.created_at, p.name, p.job || ' ' || p.email::text, '' FROM person p`,
  file: `
    SELECT md5(f.id::text || u.content_id::text)::uuid, 'file', u.content_id, f.id, NULL, NULL, c.community_id, f.created_by, f.created_at, f.name, '', ''
    FROM file_use u JOIN file f ON f.id = u.file_id JOIN content c ON c.id = u.content_id WHERE u.place = 'current'`,
};

/** The column of `search_entry` by which one thing is asked for: all uses of files go with their content. */
export const OWNER: Record<SearchKind, string> = {
  page: 'content_id',
  annotation: 'content_id',
  community: 'place_id',
  person: 'person_id',
  file: 'content_id',
};

/** SQL: `id` of all that owns entries of a kind, from one table, so that they are met in their order by its key. */
export const OWNERS: Record<SearchKind, string> = {
  page: 'SELECT id FROM page',
  annotation: 'SELECT id FROM annotation',
  community: 'SELECT id FROM community',
  person: 'SELECT id FROM person',
  file: `SELECT DISTINCT content_id AS id FROM file_use WHERE place = 'current'`,
};

export const KINDS = Object.keys(SOURCES) as SearchKind[];

/** SQL expression (text) over an entry or what it is made of: equal when nothing differs. */
export const fingerprint = (of: string): string =>
  `md5(jsonb_build_array(${of}.id, ${of}.kind, ${of}.content_id, ${of}.file_id, ${of}.person_id, ${of}.place_id, ${of}.community_id,
    ${of}.author_id, extract(epoch FROM ${of}.at), ${of}.title, ${of}.notes, ${of}.text)::text)`;

/** SQL: the sources of one kind with names for all columns. */
export const sourceOf = (kind: SearchKind): string => `(
  SELECT * FROM (${SOURCES[kind]}) AS s(id, kind, content_id, file_id, person_id, place_id, community_id, author_id, at, title, notes, text))`;
