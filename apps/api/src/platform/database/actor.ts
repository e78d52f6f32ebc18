import type { OrganizationKind, Role } from '@parvis/shared';

/** Who acts: a person by a session or an API token, or the product itself. */
export interface Actor {
  /** Null when nobody is signed in, or when the product acts. */
  id: string | null;
  organizationKind: OrganizationKind | null;
  roles: readonly Role[];
  sessionId: string | null;
  tokenId: string | null;
  /** Scopes of the API token; null with a session: everything the person may do. */
  scopes: readonly string[] | null;
  /** The request that it came with, for the audit. */
  requestId: string | null;
}

/** A person who is signed in. */
export type Person = Actor & { id: string; organizationKind: OrganizationKind };

const nobody = { organizationKind: null, roles: [], sessionId: null, tokenId: null, scopes: null };

/** Somebody who is not signed in. */
export const anonymous = (requestId: string | null): Actor => ({ ...nobody, id: null, requestId });

/** The product itself: jobs, the command line, set-up. */
export const system: Actor = { ...nobody, id: null, requestId: null };
