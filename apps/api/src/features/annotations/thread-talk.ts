import { Injectable } from '@nestjs/common';
import type { AnnotationView } from '@parvis/shared';
import { People } from '../../people/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import type { Queries } from '../../platform/database/queries.ts';
import { talkOf } from './annotation.queries.ts';
import type { ThreadRow } from './thread-view.ts';

type Talk = Pick<ThreadRow, 'talk' | 'files' | 'reactions'>;
/** A row of `THREAD`. */
export type ThreadHead = Omit<ThreadRow, keyof Talk> & { more: boolean };

/** A row of `talkOf`. `of` is the thread; of a reaction, the thread or the reply that it is to. */
interface Found {
  replies: (Omit<ThreadRow['talk']['replies'][number], 'reactions'> & { of: string })[];
  reactions: (AnnotationView['reactions'][number] & { of: string })[];
  files: { of: string; file: AnnotationView['files'][number] }[];
  mentions: { of: string; person: AnnotationView['mentions'][number] }[];
}

const SILENCE: Talk = { talk: { replies: [], mentions: [] }, files: [], reactions: [] };

/** What goes on in threads after their first word. */
@Injectable()
export class ThreadTalk {
  private statement: string | null = null;

  constructor(
    private readonly db: Database,
    private readonly people: People,
  ) {}

  /** Threads that the viewer sees, whole: one more round trip where any of them has more than its first word. */
  async complete<H extends ThreadHead>(person: Person, heads: readonly H[], queries: Queries = this.db.hot) {
    const talks = await this.find(
      person,
      heads.filter(({ more }) => more).map(({ id }) => id),
      queries,
    );
    return heads.map(({ more: _, ...head }) => ({ ...head, ...(talks?.(head.id) ?? SILENCE) }));
  }

  private async find(person: Person, ids: readonly string[], queries: Queries): Promise<((id: string) => Talk) | null> {
    const found = ids.length > 0 ? await queries.one<Found>(this.sql, [person.id, ids]) : null;
    if (!found) return null;
    const [replies, reactions] = [byThread(found.replies), byThread(found.reactions)];
    const [files, mentions] = [byThread(found.files), byThread(found.mentions)];
    const reactionsTo = (id: string) => (reactions.get(id) ?? []).map(({ of: _, ...reaction }) => reaction);
    return (id) => ({
      talk: {
        replies: (replies.get(id) ?? []).map(({ of: _, ...reply }) => ({ ...reply, reactions: reactionsTo(reply.id) })),
        mentions: (mentions.get(id) ?? []).map((mention) => mention.person),
      },
      files: (files.get(id) ?? []).map(({ file }) => file),
      reactions: reactionsTo(id),
    });
  }

  /** Made once, when the layers above have said who knows whom. */
  private get sql(): string {
    return (this.statement ??= talkOf(this.people));
  }
}

const byThread = <T extends { of: string }>(found: T[]): Map<string, T[]> => Map.groupBy(found, (line) => line.of);
