import { Injectable } from '@nestjs/common';
import { type Effects, HasEffects, On } from '../../platform/events/effects.ts';
import type { Recorded } from '../../platform/events/event-log.ts';
import { ImportFailed, ImportFinished, ImportStarted } from './import.events.ts';
import { PageCreated, PageDeleted, PagePublished, PageUpdated } from './page.events.ts';

type Page = Recorded<typeof PageCreated>;
type Import = Recorded<typeof ImportFinished>;

/** Says what happened in wikis to whoever looks at them. */
@Injectable()
@HasEffects()
export class WikiEffects {
  @On(PageCreated)
  created({ payload: { communityId } }: Page): Effects {
    return { push: [{ rooms: [`community:${communityId}`], hint: { type: 'pages', id: communityId } }] };
  }

  @On(PageUpdated)
  updated({ payload: { pageId, communityId } }: Page): Effects {
    return {
      push: [
        { rooms: [`content:${pageId}`], hint: { type: 'page', id: pageId } },
        { rooms: [`community:${communityId}`], hint: { type: 'pages', id: communityId } },
      ],
    };
  }

  @On(PagePublished)
  published(event: Page): Effects {
    return this.updated(event);
  }

  @On(PageDeleted)
  deleted(event: Page): Effects {
    return this.updated(event);
  }

  @On(ImportStarted)
  importStarted({ payload: { importId, personId } }: Import): Effects {
    return { push: [{ rooms: [`user:${personId}`], hint: { type: 'import', id: importId } }] };
  }

  @On(ImportFinished)
  importFinished(event: Import): Effects {
    return this.importStarted(event);
  }

  @On(ImportFailed)
  importFailed(event: Import): Effects {
    return this.importStarted(event);
  }
}
