import { z } from 'zod';
import { route } from '../contract.ts';
import { Instant, Language, PageQuery, email, line, listOf, secret } from '../text.ts';
import { SignedIn, TimeZone, newPassword } from './person.ts';

export const SentMail = z.object({
  id: z.string(),
  at: Instant,
  to: z.string(),
  subject: z.string(),
  text: z.string(),
});

export const WorkspaceSettings = z.object({
  /** People with an address of these domains may ask for an account; an administrator approves. Empty: nobody. */
  allowedDomains: z.array(z.string()),
  name: z.string(),
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

export const workspaceRoutes = {
  readSetup: route({
    method: 'GET',
    path: '/setup',
    access: 'public',
    summary: 'Says whether the installation waits for its first administrator',
    response: z.object({ needed: z.boolean(), name: z.string().nullable() }),
  }),
  setUp: route({
    method: 'POST',
    path: '/setup',
    access: 'public',
    status: 201,
    summary: 'Creates the customer organization and its first administrator, with the code shown on the console',
    body: z.strictObject({
      code: secret,
      organization: line(120),
      name: line(120),
      email,
      password: newPassword,
      language: Language.default('fr'),
      timeZone: TimeZone.default('Europe/Paris'),
    }),
    response: SignedIn,
  }),
  listMails: route({
    method: 'GET',
    path: '/admin/mails',
    access: 'session',
    summary: 'Mails kept in the data folder while no SMTP server is set',
    query: PageQuery,
    response: listOf(SentMail),
  }),
  readSettings: route({
    method: 'GET',
    path: '/admin/settings',
    access: 'session',
    summary: 'Settings of the workspace',
    response: WorkspaceSettings,
  }),
  editSettings: route({
    method: 'PUT',
    path: '/admin/settings',
    access: 'session',
    summary: 'Changes the settings',
    body: z.strictObject({
      name: line(120),
      allowedDomains: z
        .array(
          z
            .string()
            .max(253)
            .toLowerCase()
            .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
        )
        .max(50),
    }),
    response: WorkspaceSettings,
  }),
};
