import { z } from 'zod';

/** What is wrong with one field: its path, what came, what was expected. */
export const FieldProblem = z.object({
  field: z.string(),
  message: z.string(),
  received: z.string().optional(),
  expected: z.string().optional(),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

/** An answer that refuses: RFC 9457 problem details with a stable `code`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  /** The request's id, to quote when asking for help. */
  requestId: z.string().optional(),
  /** A refused sign-in carries a code that a support agent can look up; it says nothing to anybody else. */
  reference: z.string().optional(),
  /** Seconds to wait before trying again. */
  retryAfter: z.int().optional(),
  errors: z.array(FieldProblem).optional(),
});
export type Problem = z.infer<typeof Problem>;
