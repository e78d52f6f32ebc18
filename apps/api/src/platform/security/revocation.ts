/**
 * Somebody lost access. Sent by NOTIFY in the transaction that takes it away, so that every process drops its
 * caches, leaves rooms and closes connections as soon as it commits.
 */
export type Revocation =
  | { kind: 'session'; sessionId: string }
  | { kind: 'token'; tokenId: string }
  /** Everything of this person: deactivation, password change, roles taken away, membership lost. */
  | { kind: 'person'; personId: string }
  /** Fewer people may read this community. */
  | { kind: 'community'; communityId: string }
  /** Fewer people may see this content. */
  | { kind: 'content'; contentId: string };
