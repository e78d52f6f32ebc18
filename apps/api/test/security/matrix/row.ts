import type { api } from '@parvis/shared';

/** Who asks, in the order of the columns. `in` and `out`: member of the community or not. The token may only read. */
export const PRINCIPALS = [
  'anonymous',
  'deactivated',
  'outsider',
  'member',
  'animator',
  'partnerIn',
  'partnerOut',
  'vendorIn',
  'vendorOut',
  'administrator',
  'readToken',
] as const;
export type Principal = (typeof PRINCIPALS)[number];

/** What the rows ask about; `page` is the animator's, in a closed community. */
export type Subject =
  | 'community'
  | 'page'
  | 'restricted'
  | 'draft'
  | 'trashed'
  | 'file'
  | 'import'
  | 'upload'
  | 'person'
  | 'stranger'
  | 'annotation'
  | 'privateNote'
  | 'reply'
  | 'takenBack'
  | 'none';

export interface Row {
  /** What `:id` stands for. */
  id?: Subject;
  /** What `:userId` stands for. */
  userId?: 'plain' | 'newcomer';
  query?: string;
  body?: unknown;
  upload?: true;
  /** Raw bytes instead of a body. */
  bytes?: string;
  /** Expected status of each principal, written by hand. */
  expected: string;
}

export const NOBODY_BUT_ADMINISTRATORS = '401 401 403 403 403 403 403 403 403 200 403';
export const EVERYBODY = '401 401 200 200 200 200 200 200 200 200 200';
export const UNKNOWN = '0199f0aa-0000-7000-8000-00000000dead';

/** Rows of some routes of the contract. */
export type Rows = Partial<Record<keyof typeof api, Row[]>>;
