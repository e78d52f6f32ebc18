import { z } from 'zod';
import { route } from '../contract.ts';
import { Id, line, listOf } from '../text.ts';
import { Organization } from './person.ts';

export const organizationRoutes = {
  listOrganizations: route({
    method: 'GET',
    path: '/admin/organizations',
    access: 'session',
    summary: 'Organizations',
    response: listOf(Organization.extend({ people: z.int() })),
  }),
  createOrganization: route({
    method: 'POST',
    path: '/admin/organizations',
    access: 'session',
    status: 201,
    summary: 'Adds a vendor or a partner',
    body: z.strictObject({ id: Id.optional(), kind: z.enum(['vendor', 'partner']), name: line(120) }),
    response: Organization,
  }),
};
