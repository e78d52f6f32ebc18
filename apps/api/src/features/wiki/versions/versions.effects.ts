import { Injectable } from '@nestjs/common';
import { type Effects, HasEffects, On } from '../../../platform/events/effects.ts';
import type { Recorded } from '../../../platform/events/event-log.ts';
import { PageDraftUpdated } from '../page.events.ts';
import { DraftEnded, DraftPublished, DraftStarted, VersionNamed, VersionRestored } from './version.events.ts';

type Page = Recorded<typeof DraftStarted>;

/** Says what happened to versions and drafts to whoever looks at the page. */
@Injectable()
@HasEffects()
export class VersionsEffects {
  /** Readers of the page hear that something is stale, and read what they read before. Lists hear nothing of a draft. */
  @On(PageDraftUpdated)
  draftUpdated({ payload: { pageId } }: Page): Effects {
    return { push: [{ rooms: [`content:${pageId}`], hint: { type: 'page', id: pageId } }] };
  }

  @On(VersionNamed)
  named(event: Page): Effects {
    return this.draftUpdated(event);
  }

  @On(DraftStarted)
  draftStarted(event: Page): Effects {
    return this.draftUpdated(event);
  }

  @On(DraftPublished)
  draftPublished({ payload: { pageId, communityId } }: Page): Effects {
    return {
      push: [
        { rooms: [`content:${pageId}`], hint: { type: 'page', id: pageId } },
        { rooms: [`community:${communityId}`], hint: { type: 'pages', id: communityId } },
      ],
    };
  }

  @On(DraftEnded)
  draftEnded(event: Page): Effects {
    return this.draftPublished(event);
  }

  /** The new text itself is told by the event of its revision. */
  @On(VersionRestored)
  restored(): Effects {
    return {};
  }
}
