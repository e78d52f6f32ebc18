import { isActive, personChipJson } from '../people/public.ts';
import { isoTime } from '../platform/database/json.ts';

/**
 * A community as `CommunityView` but for `can`, with the facts that it is computed from: one round trip.
 * $1 is the viewer. Counts of requests are for animators only.
 */
export const SELECT_COMMUNITY = `
  SELECT k.id, k.name, k.slug, k.emblem, k.visibility, k.description, k.pages_written_by AS "pagesWrittenBy", k.annotated_by AS "annotatedBy", ${isoTime('k.archived_at')} AS "archivedAt",
    CASE WHEN m.person_id IS NOT NULL THEN json_build_object('role', m.role, 'state', m.state) END AS membership,
    (SELECT count(*)::int FROM membership c WHERE c.community_id = k.id AND c.state = 'member'
       AND c.person_id NOT IN (SELECT p.id FROM person p WHERE p.deactivated_at IS NOT NULL)) AS "memberCount",
    (SELECT count(*)::int FROM content c WHERE c.community_id = k.id AND c.deleted_at IS NULL AND c.scope_id IS NULL AND c.source_id IS NULL) AS "pageCount",
    (SELECT coalesce(json_agg(${personChipJson('p')} ORDER BY folded(p.name)), '[]') FROM membership a JOIN person p ON p.id = a.person_id AND ${isActive('p')}
     WHERE a.community_id = k.id AND a.role = 'animator' AND a.state = 'member') AS animators,
    CASE WHEN m.role = 'animator' AND m.state = 'member'
      THEN (SELECT count(*)::int FROM membership q JOIN person p ON p.id = q.person_id AND p.deactivated_at IS NULL
        WHERE q.community_id = k.id AND q.state = 'asked') ELSE 0 END AS "requestCount",
    folded(k.name) AS "sortKey"
  FROM community k LEFT JOIN membership m ON m.community_id = k.id AND m.person_id = $1`;

/** The viewer ($1) may know of the community: the same rule as `knowsCommunity`; $2 says whether she is an employee, $3 an administrator. */
export const KNOWN = `(m.person_id IS NOT NULL OR ($2::boolean AND (k.visibility <> 'secret' OR $3::boolean)))`;
