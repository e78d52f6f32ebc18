import { Injectable } from '@nestjs/common';
import { ContentAccess } from '../../content/public.ts';
import { Database } from '../../platform/database/database.ts';
import type { Readers } from '../../platform/events/effects.ts';

interface Wanted {
  /** The page, whose levels count. */
  pageId: string;
  /** What they have to be able to see: the page, or a thread on it. */
  contentId: string;
  /** People who are meant: all but those who want to hear nothing. */
  meant?: readonly string[];
  /** Whoever wrote the page or answers for it, unless she wants less for it. */
  responsible?: true;
  /** Whoever wants to hear everything. */
  watchers?: true;
}

/** Finds who hears of something on a page: by what each chose, and by who may see it now. */
@Injectable()
export class Hearers {
  constructor(
    private readonly db: Database,
    private readonly contents: ContentAccess,
  ) {}

  async of(wanted: Wanted): Promise<Readers> {
    const [readers] = await this.ofEach([wanted]);
    return readers as Readers;
  }

  /** Of many at once, in the order given: in two round trips. */
  async ofEach(wanted: readonly Wanted[]): Promise<Readers[]> {
    const asked = wanted.map(({ pageId, meant = [], watchers = false, responsible = false }) => ({ pageId, meant, watchers, responsible }));
    const rows = asked.length > 0 ? await this.db.many<{ nth: number; personId: string }>(HEARERS, [JSON.stringify(asked)]) : [];
    const hearers = Map.groupBy(rows, ({ nth }) => nth);
    return this.contents.readersOfEach(
      wanted.map(({ contentId }, place) => ({ contentId, among: (hearers.get(place + 1) ?? []).map(({ personId }) => personId) })),
    );
  }

  /** Those of these people who may see it now, whatever they chose. */
  async readers(contentId: string, among: readonly string[]): Promise<Readers> {
    const [readers] = await this.contents.readersOfEach([{ contentId, among }]);
    return readers as Readers;
  }
}

/**
 * $1: what is asked, as JSON: pages, with those who watch them, who is meant, and those who are responsible for them.
 * `nearest`: the choice that counts for each person, of all that she made for a page, those above it and its community.
 */
const HEARERS = `
  WITH asked AS MATERIALIZED (
    SELECT * FROM ROWS FROM (json_to_recordset($1::json) AS ("pageId" uuid, meant uuid[], watchers boolean, responsible boolean))
    WITH ORDINALITY AS a(page_id, meant, watchers, responsible, nth)
  ), up AS MATERIALIZED (
    SELECT q.page_id, u.id, p.community_id, u.depth - 1 AS depth FROM (SELECT DISTINCT page_id FROM asked) q
    CROSS JOIN LATERAL (SELECT * FROM page WHERE id = q.page_id OFFSET 0) p
    CROSS JOIN unnest(array_reverse(p.above || p.id)) WITH ORDINALITY AS u(id, depth)
  ), nearest AS (
    SELECT DISTINCT ON (page_id, person_id) page_id, person_id, level, depth FROM (
      SELECT up.page_id, w.person_id, w.level, up.depth FROM up
      CROSS JOIN LATERAL (SELECT * FROM content_watch WHERE content_id = up.id AND (up.depth = 0 OR below) OFFSET 0) w
      UNION ALL
      SELECT up.page_id, w.person_id, w.level, 1000000 FROM up
      CROSS JOIN LATERAL (SELECT * FROM community_watch WHERE community_id = up.community_id OFFSET 0) w WHERE up.depth = 0
    ) chosen ORDER BY page_id, person_id, depth
  )
  SELECT a.nth::int, n.person_id AS "personId" FROM asked a JOIN nearest n ON n.page_id = a.page_id WHERE a.watchers AND n.level = 'all'
  UNION
  SELECT a.nth::int, m.id FROM asked a CROSS JOIN unnest(a.meant) AS m(id)
  WHERE NOT EXISTS (SELECT FROM nearest n WHERE n.page_id = a.page_id AND n.person_id = m.id AND n.level = 'none')
  UNION
  SELECT a.nth::int, r.id FROM asked a
  CROSS JOIN LATERAL (SELECT c.author_id, p.owner_id FROM page p JOIN content c ON c.id = p.id WHERE p.id = a.page_id OFFSET 0) p
  CROSS JOIN LATERAL (VALUES (p.author_id), (p.owner_id)) AS r(id)
  WHERE a.responsible AND r.id IS NOT NULL
    AND NOT EXISTS (SELECT FROM nearest n WHERE n.page_id = a.page_id AND n.person_id = r.id AND (n.level = 'none' OR (n.level = 'mentions' AND n.depth = 0)))`;
