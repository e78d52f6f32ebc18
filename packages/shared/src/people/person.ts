import { z } from 'zod';
import { Id, Language } from '../text.ts';

export const OrganizationKind = z.enum(['customer', 'vendor', 'partner']);
export type OrganizationKind = z.infer<typeof OrganizationKind>;

/** `admin`, `contract-owner` and `auditor` belong to the customer, the two support roles to a vendor. */
export const Role = z.enum(['admin', 'support-agent', 'support-manager', 'contract-owner', 'auditor']);
export type Role = z.infer<typeof Role>;

export const Organization = z.object({ id: Id, kind: OrganizationKind, name: z.string() });
export type Organization = z.infer<typeof Organization>;

/** A person as others meet her, everywhere the same. `photoId` goes with `GET /people/:id/photo?v=photoId`. */
export const PersonChip = z.object({ id: Id, name: z.string(), photoId: Id.nullable(), active: z.boolean() });
export type PersonChip = z.infer<typeof PersonChip>;

export const PersonCard = PersonChip.extend({
  job: z.string(),
  organization: Organization,
  language: Language,
  timeZone: z.string(),
  email: z.string(),
});
export type PersonCard = z.infer<typeof PersonCard>;

export const Me = PersonCard.extend({
  roles: z.array(Role),
  can: z.object({ administer: z.boolean(), audit: z.boolean(), createCommunity: z.boolean() }),
});
export type Me = z.infer<typeof Me>;

/** What signing in answers. */
export const SignedIn = z.object({ user: Me });

/** OWASP: length before composition rules; the server also refuses passwords known from breaches. */
export const PASSWORD_MIN_LENGTH = 15;

export const newPassword = z.string().min(PASSWORD_MIN_LENGTH).max(256);

export const TimeZone = z.string().max(60).refine(isTimeZone, { error: 'not a time zone of the IANA database' });
function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
