/** SQL that prints a time as the API does: ISO 8601, UTC, milliseconds. `expression` is trusted SQL, e.g. `c.updated_at`. */
export const isoTime = (expression: string): string => `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
