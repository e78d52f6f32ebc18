import { z } from 'zod';
import { defineEvent } from '../../../platform/events/event-type.ts';

const page = z.object({ pageId: z.uuid(), communityId: z.uuid() });
const version = page.extend({ versionId: z.uuid() });

/** Somebody's writing became a version: one for each time that she sat down to it. */
export const WritingEnded = defineEvent('page.writing-ended', version.extend({ authorIds: z.array(z.uuid()) }));
/** A version got a name, another one, or lost it. */
export const VersionNamed = defineEvent('page.version-named', version);
/** The page got the text of an older revision again; `versionId` is that older one. */
export const VersionRestored = defineEvent('page.version-restored', version);
/** Readers keep what is published while editors work on a draft. */
export const DraftStarted = defineEvent('page.draft-started', page);
/** Readers read what is written at once again. */
export const DraftEnded = defineEvent('page.draft-ended', page);
/** The draft became what readers read. */
export const DraftPublished = defineEvent('page.draft-published', version);
