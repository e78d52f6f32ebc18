import { Injectable } from '@nestjs/common';
import type { AnnotationView, Reaction } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { conflict, forbidden, invalid, notFound } from '../../platform/http/refusal.ts';
import { AnnotationChanged, Replied } from './annotation.events.ts';
import { AnnotationFiles } from './annotation-files.ts';
import { recordMentions } from './annotation-mentions.ts';
import { type GivenBody, givenBody, isEmpty } from './given-body.ts';
import { type LoadedThread, Threads } from './threads.ts';

/** What is said in threads after their first word, and how people react. */
@Injectable()
export class RepliesService {
  constructor(
    private readonly db: Database,
    private readonly threads: Threads,
    private readonly files: AnnotationFiles,
  ) {}

  async reply(person: Person, input: GivenBody & { id?: string | undefined; rootId: string }): Promise<AnnotationView> {
    const id = input.id ?? uuidv7();
    const said = givenBody(input);
    if (!said || isEmpty(said)) throw invalid('text', 'Say something.');
    await this.db.write(person, async (tx) => {
      const thread = await this.threads.load(person, input.rootId, tx);
      if (!thread.view.can.reply) throw forbidden('You may read this thread, not reply in it.');
      await tx.many(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`reply ${id}`]);
      const taken = await tx.one<{ own: boolean }>(`SELECT author_id = $2 AND root_id = $3 AS own FROM annotation_reply WHERE id = $1`, [
        id,
        person.id,
        input.rootId,
      ]);
      if (taken?.own) return;
      if (taken || (await tx.one(`SELECT id FROM content WHERE id = $1`, [id])))
        throw conflict('id-taken', 'This id belongs to something else.');
      await tx.many(`INSERT INTO annotation_reply (id, root_id, author_id, body, text) VALUES ($1, $2, $3, $4, $5)`, [
        id,
        input.rootId,
        person.id,
        JSON.stringify(said.body),
        said.text,
      ]);
      await tx.many(`UPDATE content SET last_activity_at = now() WHERE id = $1`, [input.rootId]);
      await this.files.keep(tx, input.rootId);
      const reply = { annotationId: input.rootId, pageId: thread.view.sourceId, communityId: thread.communityId, replyId: id };
      tx.record(Replied, reply);
      recordMentions(tx, reply, said.body);
    });
    return (await this.threads.load(person, input.rootId)).view;
  }

  async edit(person: Person, id: string, change: GivenBody): Promise<AnnotationView> {
    const said = givenBody(change);
    if (!said || isEmpty(said)) throw invalid('text', 'Say something.');
    return this.change(person, id, 'edit', async (tx, { view, communityId }, before) => {
      await tx.many(`UPDATE annotation_reply SET body = $2, text = $3, edited_at = now() WHERE id = $1`, [
        id,
        JSON.stringify(said.body),
        said.text,
      ]);
      recordMentions(tx, { annotationId: view.id, pageId: view.sourceId, communityId, replyId: id }, said.body, before);
    });
  }

  /** It can be brought back. */
  async remove(person: Person, id: string): Promise<void> {
    await this.change(person, id, 'delete', (tx) => tx.many(`UPDATE annotation_reply SET deleted_at = now() WHERE id = $1`, [id]));
  }

  /** Brings back what its author took back. */
  async restore(person: Person, id: string): Promise<AnnotationView> {
    await this.db.write(person, async (tx) => {
      const thread = await this.threads.loadAround(person, id, tx);
      const [restored] = await tx.many(
        `UPDATE annotation_reply SET deleted_at = NULL WHERE id = $1 AND author_id = $2 AND deleted_at IS NOT NULL RETURNING id`,
        [id, person.id],
      );
      if (!restored) throw notFound();
      await this.changed(tx, thread);
    });
    return (await this.threads.loadAround(person, id)).view;
  }

  async isReply(id: string): Promise<boolean> {
    return (await this.db.one(`SELECT id FROM annotation_reply WHERE id = $1`, [id])) !== null;
  }

  private async change(
    person: Person,
    id: string,
    ability: 'edit' | 'delete',
    write: (tx: Tx, thread: LoadedThread, before: unknown) => Promise<unknown>,
  ): Promise<AnnotationView> {
    await this.db.write(person, async (tx) => {
      const thread = await this.threads.loadAround(person, id, tx);
      const reply = thread.view.replies.find((candidate) => candidate.id === id);
      if (!reply) throw notFound();
      if (!reply.can[ability]) throw forbidden('Only its author changes a reply; she and the animators take it back.');
      await write(tx, thread, reply.body);
      await this.changed(tx, thread);
    });
    return (await this.threads.loadAround(person, id)).view;
  }

  private async changed(tx: Tx, { view, communityId }: LoadedThread): Promise<void> {
    await this.files.keep(tx, view.id);
    tx.record(AnnotationChanged, { annotationId: view.id, pageId: view.sourceId, communityId });
  }

  /** Reacting is open to whoever may reply; twice is once. */
  async react(person: Person, id: string, reaction: Reaction, on: boolean): Promise<AnnotationView> {
    await this.db.write(person, async (tx) => {
      const thread = await this.threads.loadAround(person, id, tx);
      const replyId = thread.view.id === id ? null : id;
      if (replyId && !thread.view.replies.some((reply) => reply.id === id)) throw notFound();
      if (on && !thread.view.can.reply) throw forbidden('You may read this thread, not react in it.');
      const changed = on
        ? await tx.many(
            `INSERT INTO annotation_reaction (root_id, reply_id, person_id, reaction) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING reaction`,
            [thread.view.id, replyId, person.id, reaction],
          )
        : await tx.many(
            `DELETE FROM annotation_reaction WHERE root_id = $1 AND reply_id IS NOT DISTINCT FROM $2::uuid AND person_id = $3 AND reaction = $4 RETURNING reaction`,
            [thread.view.id, replyId, person.id, reaction],
          );
      if (changed.length > 0)
        tx.record(AnnotationChanged, { annotationId: thread.view.id, pageId: thread.view.sourceId, communityId: thread.communityId });
    });
    return (await this.threads.loadAround(person, id)).view;
  }
}
