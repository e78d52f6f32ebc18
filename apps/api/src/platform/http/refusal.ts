import { HttpException } from '@nestjs/common';
import type { FieldProblem, Problem } from '@parvis/shared';
import { z } from 'zod';

/** A clear no: its status, a stable code, and what the person can do about it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail?: string,
    readonly more: Partial<Pick<Problem, 'errors' | 'reference' | 'retryAfter'>> = {},
  ) {
    super(detail ?? code);
  }
}

/** Absent, or not for this person: the same answer. */
export const notFound = () => new Refusal(404, 'not-found', 'There is nothing here, or it is not open to you.');
/** Readable, but this may not be done to it. */
export const forbidden = (detail = 'You may not do this.') => new Refusal(403, 'forbidden', detail);
export const unauthenticated = () => new Refusal(401, 'unauthenticated', 'Sign in first.');
export const conflict = (code: string, detail: string) => new Refusal(409, code, detail);
/** One field is wrong. */
export const invalid = (field: string, message: string, about: { received?: string; expected?: string } = {}) =>
  new Refusal(400, 'invalid', `${field}: ${message}`, { errors: [{ field, message, ...about }] });
export const unavailable = (retryAfter = 2) =>
  new Refusal(503, 'unavailable', 'The service cannot answer at the moment. Nothing was changed.', { retryAfter });

const TITLES: Record<number, string> = {
  400: 'Not understood',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported kind of content',
  429: 'Too many tries',
  500: 'Something went wrong',
  503: 'Not available',
  507: 'No space left',
};

/** The problem details (RFC 9457) of any error; what is not a refusal tells nothing of its inside. */
export function problemOf(error: unknown, requestId: string | null): Problem {
  const { status, code, detail, more } = refusalOf(error);
  return {
    type: `urn:parvis:problem:${code}`,
    title: TITLES[status] ?? 'Refused',
    status,
    code,
    ...(detail !== undefined && { detail }),
    ...(requestId !== null && { requestId }),
    ...more,
  };
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof z.ZodError) return new Refusal(400, 'invalid', 'Some fields are not right.', { errors: fieldProblems(error) });
  if (isOutage(error)) return unavailable();
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === '53100')
    return new Refusal(507, 'no-space', 'There is no space left to store this. Nothing was changed.', { retryAfter: 60 });
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number } | null)?.statusCode;
  if (status === 404) return notFound();
  if (status === 413) return new Refusal(413, 'too-large', 'This is larger than what can be taken.');
  if (status === 415)
    return new Refusal(415, 'unsupported-media-type', 'Send JSON (application/json), or a form where a file is expected.');
  if (status !== undefined && status >= 400 && status < 500)
    return new Refusal(status, 'not-understood', 'The request could not be understood.');
  return new Refusal(500, 'internal', 'Something went wrong on our side. Nothing was changed.');
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

const OUTAGE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '25006',
]);
/** The last one is TypeORM's, when the connection breaks between two statements of a transaction. */
const OUTAGE_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|has not started|Query runner already released/;

/** True when the database cannot be asked now. */
export function isOutage(error: unknown): boolean {
  const code = codeOf(error);
  return OUTAGE_CODES.has(code) || code.startsWith('08') || (error instanceof Error && OUTAGE_WORDS.test(error.message));
}

const SHOWN = 80;

function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.slice(0, 50).flatMap((issue): FieldProblem[] => {
    const path = issue.path.join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: [path, key].filter(Boolean).join('.'),
        message: 'This field is not known here.',
        expected: 'no such field',
      }));
    }
    return [{ field: path || 'body', message: issue.message, ...received(issue.input), ...expected(issue) }];
  });
}

function received(input: unknown): { received?: string } {
  if (input === undefined) return { received: 'nothing' };
  if (typeof input === 'object') return { received: Array.isArray(input) ? 'a list' : input === null ? 'null' : 'an object' };
  return { received: String(input).slice(0, SHOWN) };
}

function expected(issue: z.core.$ZodIssue): { expected?: string } {
  if (issue.code === 'invalid_type') return { expected: issue.expected };
  if (issue.code === 'invalid_value') return { expected: issue.values.map(String).join(', ') };
  if (issue.code === 'invalid_format') return { expected: issue.format };
  if (issue.code === 'too_small') return { expected: `at least ${issue.minimum}` };
  if (issue.code === 'too_big') return { expected: `at most ${issue.maximum}` };
  return {};
}
