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

  async of({ pageId, contentId, meant = [], responsible, watchers }: Wanted): Promise<Readers> {
    const rows = await this.db.many<{ id: string }>(HEARERS, [pageId, watchers ?? false, meant, responsible ?? false]);
    return this.readers(
      contentId,
      rows.map(({ id }) => id),
    );
  }

  /** Those of these people who may see it now, whatever they chose. */
  readers(contentId: string, people: readonly string[]): Promise<Readers> {
    return this.contents.readers(contentId, people);
  }
}

/** $1 page; $2 those who watch it; $3 who is meant; $4 those who are responsible for it. `nearest`: the choice that counts for each. */
const HEARERS = `
  WITH up AS (
    SELECT u.id, p.community_id, u.depth - 1 AS depth FROM page p
    CROSS JOIN unnest(array_reverse(p.above || p.id)) WITH ORDINALITY AS u(id, depth) WHERE p.id = $1
  ), nearest AS (
    SELECT DISTINCT ON (person_id) person_id, level, depth FROM (
      SELECT w.person_id, w.level, up.depth FROM up JOIN content_watch w ON w.content_id = up.id AND (up.depth = 0 OR w.below)
      UNION ALL
      SELECT w.person_id, w.level, 1000000 FROM up JOIN community_watch w ON w.community_id = up.community_id WHERE up.depth = 0
    ) chosen ORDER BY person_id, depth
  )
  SELECT person_id AS id FROM nearest WHERE $2::boolean AND level = 'all'
  UNION
  SELECT m.id FROM unnest($3::uuid[]) AS m(id) WHERE NOT EXISTS (SELECT FROM nearest n WHERE n.person_id = m.id AND n.level = 'none')
  UNION
  SELECT r.id FROM page p JOIN content c ON c.id = p.id CROSS JOIN LATERAL (VALUES (c.author_id), (p.owner_id)) AS r(id)
  WHERE p.id = $1 AND $4::boolean AND r.id IS NOT NULL
    AND NOT EXISTS (SELECT FROM nearest n WHERE n.person_id = r.id AND (n.level = 'none' OR (n.level = 'mentions' AND n.depth = 0)))`;
