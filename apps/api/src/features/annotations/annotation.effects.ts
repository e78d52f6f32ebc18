import { Injectable } from '@nestjs/common';
import { type Effects, HasEffects, On } from '../../platform/events/effects.ts';
import type { Recorded } from '../../platform/events/event-log.ts';
import { DraftEnded, DraftPublished, PageUpdated } from '../wiki/public.ts';
import {
  Annotated,
  AnnotationChanged,
  AnnotationDeleted,
  AnnotationPlaced,
  AnnotationReopened,
  AnnotationResolved,
  AnnotationsCarried,
  AnnotationsCopied,
  AnnotationsTakenIn,
  Replied,
} from './annotation.events.ts';
import { CarryAnnotations } from './carry-annotations.ts';

type OnPage = Recorded<typeof Annotated>;
type Pages = Recorded<typeof AnnotationsCopied | typeof AnnotationsTakenIn>;
type Page = Recorded<typeof DraftEnded>;

/** To whoever looks at the page, and at the annotations of its community. */
const hints = ({ pageId, communityId }: { pageId: string; communityId: string }): Effects => ({
  push: [
    { rooms: [`content:${pageId}`], hint: { type: 'annotations', id: pageId } },
    { rooms: [`community:${communityId}`], hint: { type: 'annotations', id: communityId } },
  ],
});

/** Says what happened to annotations to whoever looks at the page, and carries them when its text changed. */
@Injectable()
@HasEffects()
export class AnnotationEffects {
  @On(Annotated)
  annotated({ payload }: OnPage): Effects {
    return hints(payload);
  }

  @On(Replied)
  replied(event: OnPage): Effects {
    return this.annotated(event);
  }

  @On(AnnotationChanged)
  changed(event: OnPage): Effects {
    return this.annotated(event);
  }

  @On(AnnotationDeleted)
  deleted(event: OnPage): Effects {
    return this.annotated(event);
  }

  @On(AnnotationResolved)
  resolved(event: OnPage): Effects {
    return this.annotated(event);
  }

  @On(AnnotationReopened)
  reopened(event: OnPage): Effects {
    return this.annotated(event);
  }

  @On(AnnotationPlaced)
  placed(event: OnPage): Effects {
    return this.annotated(event);
  }

  @On(AnnotationsCopied)
  copied({ payload }: Pages): Effects {
    return hints(payload);
  }

  @On(AnnotationsTakenIn)
  takenIn(event: Pages): Effects {
    return this.copied(event);
  }

  @On(AnnotationsCarried)
  carried({ payload }: Recorded<typeof AnnotationsCarried>): Effects {
    return { push: [{ rooms: [`content:${payload.pageId}`], hint: { type: 'annotations', id: payload.pageId } }] };
  }

  @On(PageUpdated)
  pageUpdated({ payload: { pageId } }: Page): Effects {
    return { jobs: [{ type: CarryAnnotations, data: { pageId }, key: pageId }] };
  }

  @On(DraftPublished)
  draftPublished(event: Page): Effects {
    return this.pageUpdated(event);
  }

  @On(DraftEnded)
  draftEnded(event: Page): Effects {
    return this.pageUpdated(event);
  }
}
