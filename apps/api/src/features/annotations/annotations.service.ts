import { Injectable } from '@nestjs/common';
import type { AnnotationView, AnnotationVisibility, Motivation, annotationRoutes } from '@parvis/shared';
import { documentLinks } from '@parvis/shared/document';
import { v7 as uuidv7 } from 'uuid';
import { ContentWriter } from '../../content/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import type { Queries } from '../../platform/database/queries.ts';
import { Facts } from '../../platform/events/event-log.ts';
import { conflict, forbidden, invalid } from '../../platform/http/refusal.ts';
import type { Given } from '../../platform/http/route.ts';
import { mayAnnotate } from './annotation.policy.ts';
import {
  Annotated,
  AnnotationChanged,
  AnnotationDeleted,
  AnnotationNarrowed,
  AnnotationReopened,
  AnnotationResolved,
  AnnotationShared,
} from './annotation.events.ts';
import { AnnotationFiles } from './annotation-files.ts';
import { AnnotationWriter } from './annotation-writer.ts';
import { recordMentions } from './annotation-mentions.ts';
import { type GivenBody, givenBody, isEmpty } from './given-body.ts';
import { Selections } from './selections.ts';
import { AUDIENCE, type NewAnnotation, shown } from './new-annotation.ts';
import { freshThread } from './thread-view.ts';
import { Threads } from './threads.ts';

type Asked = Extract<Given<typeof annotationRoutes.annotate>['body'], { sourceId: string }>;

/** How many see it, more or less. */
const WIDTH: Record<AnnotationVisibility, number> = { private: 0, community: 1, page: 2 };

/** Threads on pages: made, changed, resolved, deleted. A page knows nothing of them: its text, its versions and its editor stay. */
@Injectable()
export class AnnotationsService {
  constructor(
    private readonly db: Database,
    private readonly contents: ContentWriter,
    private readonly threads: Threads,
    private readonly selections: Selections,
    private readonly writer: AnnotationWriter,
    private readonly files: AnnotationFiles,
  ) {}

  /** JSON text: what is said lies in the database as it is sent, and there may be much of it. */
  async list(person: Person, pageId: string): Promise<string> {
    const { threads, reader } = await this.threads.ofPage(person, pageId);
    return JSON.stringify({ items: threads, nextCursor: null, can: { annotate: mayAnnotate(reader) } });
  }

  async read(person: Person, id: string): Promise<AnnotationView> {
    return (await this.threads.load(person, id)).view;
  }

  async create(person: Person, input: Asked): Promise<AnnotationView> {
    const id = input.id ?? uuidv7();
    const said = givenBody(input) ?? givenBody({ text: '' })!;
    if (isEmpty(said) && input.motivation !== 'highlighting') throw invalid('text', 'Say something, or highlight.');
    const { motivation, visibility } = input;
    const annotation = { id, pageId: input.sourceId, motivation, visibility, said };
    // A passage is sought in its text before it is written, and files are looked at after it.
    const alone = !input.target && documentLinks(said.body).fileIds.length === 0;
    const fresh = await (alone
      ? this.createAtOnce(person, annotation)
      : this.db.write(person, (tx) => this.createIn(tx, person, annotation, input.target, input.id !== undefined)));
    return fresh ?? this.read(person, id);
  }

  private async createAtOnce(person: Person, annotation: NewAnnotation): Promise<AnnotationView | null> {
    const reader = await this.annotator(person, annotation);
    const facts = new Facts();
    recordCreated(facts, annotation, reader.communityId);
    const written = await this.writer.insertAtOnce(person, annotation, facts);
    return written ? freshThread(person, reader, { ...annotation, written }) : this.knownAlready(this.db, person, annotation);
  }

  private async createIn(
    tx: Tx,
    person: Person,
    annotation: NewAnnotation,
    target: Asked['target'],
    maybeAgain: boolean,
  ): Promise<AnnotationView | null> {
    const reader = await this.annotator(person, annotation, tx);
    // What it selects may have left the page since it was written.
    if (maybeAgain && target && (await this.isThere(tx, person, annotation))) return null;
    const placed = target ? await this.selections.place(tx, annotation.pageId, target) : null;
    const written = await this.writer.insert(tx, annotation, placed);
    if (!written) return this.knownAlready(tx, person, annotation);
    recordCreated(tx, annotation, reader.communityId);
    return freshThread(person, reader, { ...annotation, written });
  }

  /** What she may do on the page that she annotates. @throws Refusal 403, 404, or 400 where she asks for readers whom she is not among. */
  private async annotator(person: Person, { pageId, visibility }: Pick<NewAnnotation, 'pageId' | 'visibility'>, tx?: Tx) {
    const reader = await this.threads.reader(person, pageId, tx);
    if (!mayAnnotate(reader)) throw forbidden('You may read this page, not annotate it.');
    if (visibility === 'community' && reader.role === null) throw invalid('visibility', 'You are no member of this community.');
    return reader;
  }

  /** Null, to be read. @throws Refusal 409 when the id belongs to something else. */
  private async knownAlready(queries: Queries, person: Person, annotation: Pick<NewAnnotation, 'id' | 'pageId'>): Promise<null> {
    if (await this.isThere(queries, person, annotation)) return null;
    throw conflict('id-taken', 'This id belongs to something else.');
  }

  /** The same request twice is one annotation. */
  private async isThere(queries: Queries, person: Person, { id, pageId }: Pick<NewAnnotation, 'id' | 'pageId'>): Promise<boolean> {
    const own = await queries.one(
      `SELECT FROM content WHERE id = $1 AND author_id = $2 AND kind = 'annotation' AND source_id = $3 AND deleted_at IS NULL`,
      [id, person.id, pageId],
    );
    return own !== null;
  }

  async edit(
    person: Person,
    id: string,
    change: GivenBody & { motivation?: Motivation | undefined; visibility?: AnnotationVisibility | undefined },
  ): Promise<AnnotationView> {
    const said = givenBody(change);
    await this.db.write(person, async (tx) => {
      const thread = await this.threads.load(person, id, tx);
      if (!thread.view.can.edit) throw forbidden('Only its author changes an annotation.');
      const motivation = change.motivation ?? thread.view.motivation;
      if (isEmpty(said ?? thread.view) && motivation !== 'highlighting') throw invalid('text', 'Say something, or highlight.');
      if (change.visibility === 'community' && thread.reader.role === null)
        throw invalid('visibility', 'You are no member of this community.');
      await tx.many(
        `UPDATE annotation SET motivation = $2, visibility = coalesce($3, visibility), body = coalesce($4, body), text = coalesce($5, text),
           edited_at = CASE WHEN $4::json IS NULL THEN edited_at ELSE now() END WHERE id = $1`,
        [id, motivation, change.visibility ?? null, said && JSON.stringify(said.body), said?.text ?? null],
      );
      if (said) {
        await this.contents.retell(tx, id, shown(said.text, thread.view.target.original?.exact ?? ''));
        await this.files.keep(tx, id);
      }
      if (change.visibility && change.visibility !== thread.view.visibility)
        await this.contents.setAudienceAbout(tx, { id, authorId: person.id }, AUDIENCE[change.visibility]);
      const annotation = { annotationId: id, pageId: thread.view.sourceId, communityId: thread.communityId };
      tx.record(AnnotationChanged, annotation);
      if (said) recordMentions(tx, { ...annotation, replyId: null }, said.body, thread.view.body);
      const wider = WIDTH[change.visibility ?? thread.view.visibility] - WIDTH[thread.view.visibility];
      if (wider !== 0) tx.record(wider > 0 ? AnnotationShared : AnnotationNarrowed, annotation);
    });
    return this.read(person, id);
  }

  /** Into the trash, from where its author brings it back. */
  async remove(person: Person, id: string): Promise<void> {
    await this.db.write(person, async (tx) => {
      const thread = await this.threads.load(person, id, tx);
      if (!thread.view.can.delete) throw forbidden('Only its author and the animators delete an annotation.');
      await this.contents.trash(tx, { id, communityId: thread.communityId }, []);
      tx.record(AnnotationDeleted, { annotationId: id, pageId: thread.view.sourceId, communityId: thread.communityId });
    });
  }

  async setResolved(person: Person, id: string, resolved: boolean): Promise<AnnotationView> {
    await this.db.write(person, async (tx) => {
      const thread = await this.threads.load(person, id, tx);
      if (!thread.view.can.resolve) throw forbidden('Its author and whoever edits the page resolve an annotation.');
      if ((thread.view.status === 'resolved') === resolved) return;
      await tx.many(
        `UPDATE annotation SET resolved_at = CASE WHEN $2::boolean THEN now() END, resolved_by = CASE WHEN $2::boolean THEN $3::uuid END WHERE id = $1`,
        [id, resolved, person.id],
      );
      tx.record(resolved ? AnnotationResolved : AnnotationReopened, {
        annotationId: id,
        pageId: thread.view.sourceId,
        communityId: thread.communityId,
      });
    });
    return this.read(person, id);
  }
}

function recordCreated(facts: Pick<Facts, 'record'>, { id, pageId, said }: NewAnnotation, communityId: string): void {
  const annotation = { annotationId: id, pageId, communityId };
  facts.record(Annotated, annotation);
  recordMentions(facts, { ...annotation, replyId: null }, said.body);
}
