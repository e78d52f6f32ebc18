import { accountRoutes } from './accounts.ts';
import { auditRoutes } from './audit.ts';
import { invitationRoutes } from './invitations.ts';
import { organizationRoutes } from './organizations.ts';
import { profileRoutes } from './profile.ts';
import { sessionRoutes } from './sessions.ts';
import { tokenRoutes } from './tokens.ts';
import { workspaceRoutes } from './workspace.ts';

export * from './accounts.ts';
export * from './audit.ts';
export * from './invitations.ts';
export * from './person.ts';
export * from './sessions.ts';
export * from './tokens.ts';
export * from './workspace.ts';

/** Who works here: how people come in, who they are, and what an administrator sees of them. */
export const peopleRoutes = {
  ...workspaceRoutes,
  ...sessionRoutes,
  ...invitationRoutes,
  ...profileRoutes,
  ...tokenRoutes,
  ...accountRoutes,
  ...organizationRoutes,
  ...auditRoutes,
};
