import { Injectable } from '@nestjs/common';
import type { AnnotationView, Reaction, annotationRoutes } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { invalid } from '../../platform/http/refusal.ts';
import type { Given } from '../../platform/http/route.ts';
import { AnnotationsService } from './annotations.service.ts';
import { RepliesService } from './replies.service.ts';

type Change = Given<typeof annotationRoutes.editAnnotation>['body'];

/** One address for what begins a thread and what goes on in it: says which of the two is meant. */
@Injectable()
export class ThreadsService {
  constructor(
    private readonly annotations: AnnotationsService,
    private readonly replies: RepliesService,
  ) {}

  list(person: Person, pageId: string) {
    return this.annotations.list(person, pageId);
  }

  read(person: Person, id: string): Promise<AnnotationView> {
    return this.annotations.read(person, id);
  }

  annotate(person: Person, body: Given<typeof annotationRoutes.annotate>['body']): Promise<AnnotationView> {
    return 'rootId' in body ? this.replies.reply(person, body) : this.annotations.create(person, body);
  }

  async edit(person: Person, id: string, change: Change): Promise<AnnotationView> {
    if (!(await this.replies.isReply(id))) return this.annotations.edit(person, id, change);
    if (change.motivation !== undefined) throw invalid('motivation', 'A reply has the motivation of its thread.');
    if (change.visibility !== undefined) throw invalid('visibility', 'A reply is seen by whoever sees its thread.');
    return this.replies.edit(person, id, change);
  }

  async remove(person: Person, id: string): Promise<void> {
    await ((await this.replies.isReply(id)) ? this.replies.remove(person, id) : this.annotations.remove(person, id));
  }

  restoreReply(person: Person, id: string): Promise<AnnotationView> {
    return this.replies.restore(person, id);
  }

  setResolved(person: Person, id: string, resolved: boolean): Promise<AnnotationView> {
    return this.annotations.setResolved(person, id, resolved);
  }

  react(person: Person, id: string, reaction: Reaction, on: boolean): Promise<AnnotationView> {
    return this.replies.react(person, id, reaction, on);
  }
}
