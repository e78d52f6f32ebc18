const MOST_CAUSES = 3;
/** Their messages repeat what they could not read: JSON, a document, a field. */
const TELLS_CONTENT = new Set(['SyntaxError', 'RangeError', 'ZodError', '$ZodError']);
/** SQLSTATE class 22, data exception: messages such as `invalid input syntax for type uuid: "…"`. */
const DATA_EXCEPTION = /^22[0-9A-Z]{3}$/;

/**
 * What the log may say of an error: its kind, its codes, the names of tables and constraints, and where it was thrown.
 * Never what people wrote: PostgreSQL tells the failing row and the values of a statement, parsers what they stumbled over.
 */
export function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, table, column, constraint, routine, syscall, issues } = error as Partial<Record<string, unknown>> & Error;
  const type = error.constructor.name || error.name;
  const silent = TELLS_CONTENT.has(error.name) || TELLS_CONTENT.has(type) || (typeof code === 'string' && DATA_EXCEPTION.test(code));
  return {
    type,
    ...(!silent && { message: error.message }),
    ...named({ code, table, column, constraint, routine, syscall }),
    ...(Array.isArray(issues) && {
      fields: issues.map((issue: { path?: unknown[]; code?: unknown }) => `${issue.path?.join('.')} ${String(issue.code)}`),
    }),
    stack: framesOf(error),
    ...(error.cause !== undefined && depth < MOST_CAUSES && { cause: describeError(error.cause, depth + 1) }),
  };
}

const named = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string' || typeof value === 'number'));

/** Only the places: the first lines of a stack repeat the message. */
const framesOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
