import { Injectable } from '@nestjs/common';
import { CommunityCreated, CommunityEdited } from '../../communities/public.ts';
import { PersonJoined, ProfileEdited, WorkspaceSetUp } from '../../people/public.ts';
import { type Effects, HasEffects, On } from '../../platform/events/effects.ts';
import type { Recorded } from '../../platform/events/event-log.ts';
import { Annotated, AnnotationChanged, AnnotationsCopied, AnnotationsTakenIn, Replied } from '../annotations/public.ts';
import {
  DraftEnded,
  DraftPublished,
  PageCopied,
  PageCreated,
  PageDraftUpdated,
  PageLabelled,
  PageMoved,
  PagePublished,
  PageRenamed,
  PageUpdated,
} from '../wiki/public.ts';

type Page = Recorded<typeof PageCreated>;
type OnPage = Recorded<typeof Annotated>;

/**
 * What is found otherwise after an event. Who sees it is asked at every search, so that losing access, the trash and
 * restoring change nothing in the index; what is erased leaves it with the content.
 */
@Injectable()
@HasEffects()
export class SearchEffects {
  @On(PageCreated)
  pageCreated({ payload: { pageId } }: Page): Effects {
    return { index: [{ kind: 'page', id: pageId }] };
  }

  @On(PageUpdated)
  pageUpdated(event: Page): Effects {
    return this.pageCreated(event);
  }

  /** The title is no part of a draft. */
  @On(PageDraftUpdated)
  draftUpdated(event: Page): Effects {
    return this.pageCreated(event);
  }

  @On(PagePublished)
  published(event: Page): Effects {
    return this.pageCreated(event);
  }

  @On(DraftPublished)
  draftPublished(event: Page): Effects {
    return this.pageCreated(event);
  }

  @On(DraftEnded)
  draftEnded(event: Page): Effects {
    return this.pageCreated(event);
  }

  @On(PageRenamed)
  renamed(event: Page): Effects {
    return this.pageCreated(event);
  }

  @On(PageLabelled)
  labelled(event: Page): Effects {
    return this.pageCreated(event);
  }

  /** Pages below and annotations go along to another community. */
  @On(PageMoved)
  moved({ payload: { pageId, communityId, fromCommunityId } }: Recorded<typeof PageMoved>): Effects {
    return communityId === fromCommunityId ? {} : { index: [{ kind: 'page', id: pageId, below: true }] };
  }

  @On(PageCopied)
  copied({ payload: { pageId } }: Page): Effects {
    return { index: [{ kind: 'page', id: pageId, below: true }] };
  }

  @On(Annotated)
  annotated({ payload: { annotationId } }: OnPage): Effects {
    return { index: [{ kind: 'annotation', id: annotationId }] };
  }

  @On(Replied)
  replied(event: OnPage): Effects {
    return this.annotated(event);
  }

  @On(AnnotationChanged)
  annotationChanged(event: OnPage): Effects {
    return this.annotated(event);
  }

  @On(AnnotationsCopied)
  annotationsCopied(event: Page): Effects {
    return this.copied(event);
  }

  @On(AnnotationsTakenIn)
  annotationsTakenIn(event: Page): Effects {
    return this.copied(event);
  }

  @On(CommunityCreated)
  communityCreated({ payload: { communityId } }: Recorded<typeof CommunityCreated>): Effects {
    return { index: [{ kind: 'community', id: communityId }] };
  }

  @On(CommunityEdited)
  communityEdited(event: Recorded<typeof CommunityEdited>): Effects {
    return this.communityCreated(event);
  }

  @On(PersonJoined)
  personJoined({ payload: { personId } }: Recorded<typeof ProfileEdited>): Effects {
    return { index: [{ kind: 'person', id: personId }] };
  }

  @On(ProfileEdited)
  profileEdited(event: Recorded<typeof ProfileEdited>): Effects {
    return this.personJoined(event);
  }

  @On(WorkspaceSetUp)
  setUp(event: Recorded<typeof WorkspaceSetUp>): Effects {
    return this.personJoined(event);
  }
}
