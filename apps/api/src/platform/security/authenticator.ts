import type { Person } from '../database/actor.ts';

/** What a request or a handshake shows of who sent it. */
export interface Credentials {
  cookieHeader: string | undefined;
  authorizationHeader: string | undefined;
  requestId: string | null;
}

/** The one way to know who somebody is, for every transport: HTTP, sockets, co-editing. */
export abstract class Authenticator {
  /** The person, or null when nobody valid is behind it. */
  abstract authenticate(credentials: Credentials): Promise<Person | null>;
}
