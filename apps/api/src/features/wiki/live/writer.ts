import type { Person } from '../../../platform/database/actor.ts';
import type { Credentials } from '../../../platform/security/authenticator.ts';

/** Who is behind a connection, and what was found the last time that it was asked. */
export interface Writer {
  person: Person;
  credentials: Credentials;
  edit: boolean;
  /** `Revocations.generation` when this was found. */
  found: number;
}
