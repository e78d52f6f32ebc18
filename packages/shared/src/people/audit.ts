import { z } from 'zod';
import { route } from '../contract.ts';
import { Id, Instant, PageQuery, listOf } from '../text.ts';
import { PersonChip } from './person.ts';

export const AuditEntry = z.object({
  id: Id,
  seq: z.int(),
  name: z.string(),
  at: Instant,
  actor: PersonChip.nullable(),
  subject: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()),
  sealed: z.boolean(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditVerification = z.object({
  ok: z.boolean(),
  sealed: z.int(),
  unsealed: z.int(),
  /** Where the chain breaks: the position, and whether a line was changed, removed, reordered or the tail cut. */
  problem: z.object({ position: z.int(), kind: z.enum(['changed', 'missing', 'reordered', 'tail-cut']) }).nullable(),
});

export const auditRoutes = {
  readAudit: route({
    method: 'GET',
    path: '/admin/audit',
    access: 'session',
    summary: 'What happened, newest first (administrators and auditors)',
    query: PageQuery.extend({
      name: z.string().max(80).optional(),
      actorId: Id.optional(),
      from: Instant.optional(),
      to: Instant.optional(),
    }),
    response: listOf(AuditEntry),
  }),
  verifyAudit: route({
    method: 'GET',
    path: '/admin/audit/verification',
    access: 'session',
    summary: 'Recomputes the chain of the audit',
    response: AuditVerification,
  }),
};
