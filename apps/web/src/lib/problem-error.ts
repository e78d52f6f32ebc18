import type { Problem } from '@parvis/shared';

/** An answer that refuses. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
  get status(): number {
    return this.problem.status;
  }
}

/** The network did not bring the question or the answer. */
export class NetworkError extends Error {}

/** What is wrong with each field, by its path, to show beside it. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {};
  return Object.fromEntries((error.problem.errors ?? []).map(({ field, message }) => [field, message]));
}
