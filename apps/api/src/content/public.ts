/** What features may use of content. */
export { CARD, CARD_JOINS, cardsText, cursorTime, lastChangedIn } from './content-cards.ts';
export { insertAbout, listAuthors } from './content-about.sql.ts';
export { ContentAccess } from './content-access.ts';
export { ContentWriter, Trees } from './content-writer.ts';
export { ByTime, type CardRow, type PageInput, cardsPage } from './personal-lists.service.ts';
export { lockTrees, shareTree } from './tree-locks.ts';
export { type VisibilityRow, canSeeRow, isVisibleIn, visibilityColumns, visibleIn, visibleTo } from './visibility.ts';
export { Visits } from './visits.ts';
export { AudienceChanged, ContentRestored, ContentTrashed } from './content.events.ts';
