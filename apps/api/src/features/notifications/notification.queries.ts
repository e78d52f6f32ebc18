import { MOST_UNREAD } from '@parvis/shared';
import { communityChipJson } from '../../communities/public.ts';
import { visibleTo } from '../../content/public.ts';
import { personChipJson } from '../../people/public.ts';
import { isoTime } from '../../platform/database/json.ts';

/** Actors who are named, and notices that are looked at for them. */
const NAMED = 3;
const LOOKED_AT = 50;

const belongs = (viewer: string, more: string): string =>
  `EXISTS (SELECT FROM membership bm WHERE bm.community_id = g.community_id AND bm.person_id = ${viewer} AND ${more})`;

/** SQL condition: what a notice `n` of the notification `g` says still holds for the viewer: a reply is there, a request waits, she is invited. */
const stands = (viewer: string): string => `(CASE n.kind
  WHEN 'asked' THEN ${belongs(viewer, `bm.state = 'member' AND bm.role = 'animator'`)}
    AND EXISTS (SELECT FROM membership q WHERE q.community_id = g.community_id AND q.person_id = n.actor_id AND q.state = 'asked')
  WHEN 'invited' THEN ${belongs(viewer, `bm.state IN ('invited', 'member')`)}
  WHEN 'joined' THEN ${belongs(viewer, `bm.state = 'member'`)}
  ELSE n.part_id IS NULL OR EXISTS (SELECT FROM annotation_reply ry WHERE ry.id = n.part_id AND ry.deleted_at IS NULL) END)`;

const noticeThatStands = (viewer: string, more = 'true'): string =>
  `EXISTS (SELECT FROM notice n WHERE n.notification_id = g.id AND ${more} AND ${stands(viewer)})`;

/**
 * THE rule for notifications: whether the viewer may see `g` now: what it is about, by the rule for content, and something
 * in it that still holds. Lists, counts and mails ask it.
 */
const seen = (viewer: string): string => `(
  (g.content_id IS NULL OR EXISTS (SELECT FROM content vc WHERE vc.id = g.content_id AND ${visibleTo(viewer, 'vc')}))
  AND ${noticeThatStands(viewer)})`;

/** The newest that still holds of the notification $1 of $2 waits to be read again. */
export const UNREAD_AGAIN = `
  UPDATE notification SET unread = true, read_until = newest.at - interval '1 microsecond'
  FROM (SELECT max(n.at) AS at FROM notification g JOIN notice n ON n.notification_id = g.id WHERE g.id = $1 AND g.person_id = $2 AND ${stands('$2')}) newest
  WHERE id = $1 AND person_id = $2 AND newest.at IS NOT NULL RETURNING id`;

const hasUnread = (viewer: string): string => noticeThatStands(viewer, 'n.at > g.read_until');

/** Asked row by row, in the order of an index: a list stops where its page ends, however much there is. */
const onlyIf = (condition: string): string => `CROSS JOIN LATERAL (SELECT WHERE ${condition} OFFSET 0) kept`;

/** SQL expression: how many things have something unread for $1, up to the most that is counted. */
const UNREAD = `(SELECT count(*)::int FROM (
  SELECT FROM notification g ${onlyIf(`${seen('$1')} AND ${hasUnread('$1')}`)} WHERE g.person_id = $1 AND g.unread
  ORDER BY g.at DESC, g.id DESC LIMIT ${MOST_UNREAD}) u)`;

export const COUNT = `SELECT ${UNREAD} AS unread`;

/** Joins to what a notice of `g` is about. */
const about = (
  notice: string,
): string => `LEFT JOIN content c ON c.id = g.content_id LEFT JOIN content src ON src.id = coalesce(c.source_id, c.id)
  LEFT JOIN community k ON k.id = coalesce(g.community_id, c.community_id)
  LEFT JOIN annotation a ON a.id = c.id LEFT JOIN annotation_reply y ON y.id = ${notice}.part_id`;
const PAGE = `CASE WHEN src.id IS NOT NULL THEN json_build_object('id', src.id, 'title', src.title, 'slug', src.slug) END`;
/** JSON: what was said, when anything was, with the names of those named whom the viewer may know. */
const spoken = (
  known: string,
): string => `CASE WHEN coalesce(y.text, a.text, '') <> '' THEN json_build_object('body', coalesce(y.body, a.body), 'names', (
    SELECT json_object_agg(np.id, np.name) FROM person np WHERE np.id IN (
      SELECT (named #>> '{}')::uuid FROM jsonb_path_query(coalesce(y.body, a.body)::jsonb, '$.**.personId') AS named) AND ${known})) END`;

/** JSON of who did what `n` says, with those who did the same to the same thing: $1 is the viewer. */
const ACTORS = `CROSS JOIN LATERAL (
  SELECT coalesce(json_agg(chip ORDER BY last DESC) FILTER (WHERE place <= ${NAMED}), '[]') AS actors, count(*)::int AS count
  FROM (SELECT ${personChipJson('ap')} AS chip, s.last, row_number() OVER (ORDER BY s.last DESC) AS place
        FROM (SELECT l.actor_id, max(l.at) AS last
              FROM (SELECT n.actor_id, n.at FROM notice n WHERE n.notification_id = g.id AND n.kind = newest.kind
                      AND (NOT newest.fresh OR n.at > g.read_until) AND ${stands('$1')} ORDER BY n.at DESC LIMIT ${LOOKED_AT}) l
              WHERE l.actor_id IS NOT NULL GROUP BY l.actor_id) s
        JOIN person ap ON ap.id = s.actor_id) named) who`;

/**
 * What $1 is told of, newest first, as one row: `unread`, and `items` as JSON. $2 only the unread; $3 and $4 the key;
 * $5 how many. `known` says whom the viewer may know. What stands for a thing is its newest notice, or an unread mention.
 */
export const list = (known: (viewer: string, person: string) => string): string => `
  SELECT ${UNREAD} AS unread, (
    SELECT json_agg(json_build_object('id', g.id, 'kind', newest.kind, 'unread', g.unread AND newest.fresh, 'at', ${isoTime('g.at')},
        'cursorAt', to_char(g.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'actors', who.actors, 'actorCount', who.count, 'page', ${PAGE}, 'annotationId', a.id, 'community', ${communityChipJson('k')},
        'spoken', ${spoken(known('$1', 'np'))}) ORDER BY g.at DESC, g.id DESC)
    FROM (SELECT g.* FROM notification g ${onlyIf(`${seen('$1')} AND (NOT $2::boolean OR ${hasUnread('$1')})`)}
          WHERE g.person_id = $1 AND (NOT $2::boolean OR g.unread) AND ($3::timestamptz IS NULL OR (g.at, g.id) < ($3, $4::uuid))
          ORDER BY g.at DESC, g.id DESC LIMIT $5) g
    CROSS JOIN LATERAL (SELECT n.*, n.at > g.read_until AS fresh FROM notice n WHERE n.notification_id = g.id AND ${stands('$1')}
          ORDER BY (n.kind = 'mentioned' AND n.at > g.read_until) DESC, n.at DESC, n.id DESC LIMIT 1) newest
    ${ACTORS} ${about('newest')}
  ) AS items`;

/** Mails of this kind that one person gets in an hour at most: whoever is named more often looks here anyway, and nobody is flooded. */
const MAILS_AN_HOUR = 20;

/** Whoever was named by mistake gets no mail that says so once the name is taken back: in what was said, or in what readers read. */
const STILL_NAMED = `jsonb_path_exists(
  coalesce(y.body, a.body, (SELECT r.document FROM page mp JOIN page_revision r ON r.id = coalesce(mp.published_revision_id, mp.revision_id)
                            WHERE mp.id = g.content_id))::jsonb,
  '$.**.personId ? (@ == $id)', jsonb_build_object('id', g.person_id))`;

/** What a mail about the notice $1 says, when its reader wants mails, may see it now, and has not read it here. */
export const mailed = (known: (viewer: string, person: string) => string): string => `
  SELECT p.id AS "personId", p.email::text AS email, p.language, n.kind, actor.name AS actor, n.part_id AS "partId", a.id AS "annotationId",
    ${PAGE} AS page, k.name AS "communityName", k.slug AS "communitySlug", ${spoken(known('g.person_id', 'np'))} AS spoken
  FROM notice n JOIN notification g ON g.id = n.notification_id JOIN person p ON p.id = g.person_id
  LEFT JOIN notification_settings s ON s.person_id = p.id LEFT JOIN person actor ON actor.id = n.actor_id ${about('n')}
  WHERE n.id = $1 AND coalesce(s.mail, true) AND n.at > g.read_until
    AND (SELECT count(*) FROM notice mn JOIN notification mg ON mg.id = mn.notification_id
         WHERE mn.mailed_at > now() - interval '1 hour' AND mg.person_id = g.person_id) < ${MAILS_AN_HOUR}
    AND (g.content_id IS NULL OR EXISTS (SELECT FROM content vc WHERE vc.id = g.content_id AND ${visibleTo('g.person_id', 'vc')}))
    AND ${stands('g.person_id')} AND (n.kind <> 'mentioned' OR ${STILL_NAMED})`;
