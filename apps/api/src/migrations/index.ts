import { Platform1763700000001 } from './0001-platform.ts';
import { People1763700000002 } from './0002-people.ts';
import { CommunitiesContent1763700000003 } from './0003-communities-content.ts';
import { Wiki1763700000004 } from './0004-wiki.ts';
import { LivePages1763700000005 } from './0005-live-pages.ts';
import { Versions1763700000006 } from './0006-versions.ts';
import { PageTree1763700000007 } from './0007-page-tree.ts';
import { Uploads1763700000008 } from './0008-uploads.ts';
import { LargerWikis1763700000010 } from './0010-larger-wikis.ts';
import { Annotations1763700000011 } from './0011-annotations.ts';
import { AnnotationsAlong1763700000012 } from './0012-annotations-along.ts';
import { Search1763700000013 } from './0013-search.ts';
import { Notifications1763700000014 } from './0014-notifications.ts';
import { ReadingOrder1764000000015 } from './0015-reading-order.ts';
import { QuickerSearch1764000000016 } from './0016-quicker-search.ts';
import { Beginnings1764000000017 } from './0017-beginnings.ts';
import { AnnotatedRevisions1764000000018 } from './0018-annotated-revisions.ts';
import { UnusedMatches1764000000021 } from './0021-unused-matches.ts';
import { Outlines1764000000022 } from './0022-outlines.ts';
import { UndeliveredEvents1764000000023 } from './0023-undelivered-events.ts';
import { NarrowerContent1764000000024 } from './0024-narrower-content.ts';
import { CheaperExcerpts1764000000025 } from './0025-cheaper-excerpts.ts';
import { FewerMatches1764000000026 } from './0026-fewer-matches.ts';
import { AnsweredAnnotations1764000000027 } from './0027-answered-annotations.ts';
import { LeanerTargets1764000000028 } from './0028-leaner-targets.ts';
import { UnusedFunctions1764000000029 } from './0029-unused-functions.ts';

/** In the order in which they run. Append only: what has shipped is never changed. */
export const MIGRATIONS = [
  Platform1763700000001,
  People1763700000002,
  CommunitiesContent1763700000003,
  Wiki1763700000004,
  LivePages1763700000005,
  Versions1763700000006,
  PageTree1763700000007,
  Uploads1763700000008,
  LargerWikis1763700000010,
  Annotations1763700000011,
  AnnotationsAlong1763700000012,
  Search1763700000013,
  Notifications1763700000014,
  ReadingOrder1764000000015,
  QuickerSearch1764000000016,
  Beginnings1764000000017,
  AnnotatedRevisions1764000000018,
  UnusedMatches1764000000021,
  Outlines1764000000022,
  UndeliveredEvents1764000000023,
  NarrowerContent1764000000024,
  CheaperExcerpts1764000000025,
  FewerMatches1764000000026,
  AnsweredAnnotations1764000000027,
  LeanerTargets1764000000028,
  UnusedFunctions1764000000029,
];
