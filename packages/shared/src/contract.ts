import type { z } from 'zod';

type Schema = z.ZodType;

/**
 * One entry describes a route once: the server takes its mapping, validation in and out and OpenAPI from it,
 * the client its types and address.
 */
export interface RouteDef {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api`, parameters as `:name`. */
  path: string;
  summary: string;
  /** `public`: nobody has to be signed in. `session`: a session cookie or an API token. */
  access: 'public' | 'session';
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: Schema;
  /** One file is expected as `multipart/form-data` (field `file`); the other fields follow this schema. */
  upload?: z.ZodObject;
  /** The body is raw bytes (`application/octet-stream`), at most this many. */
  bytes?: number;
  response?: Schema;
  /** 200 unless told. */
  status?: number;
  /** The service answers JSON text that the database wrote; it is sent as it lies, without being parsed again. */
  raw?: true;
  /** Honours the header `If-Match` with the revision (`versionId`) that the change was made on: 412 when it is no longer the newest. */
  ifMatch?: true;
  /** Asked by programs of others too (a mail client): no `Origin` is demanded, and a form may stand where nothing is expected. */
  anyOrigin?: true;
  /** What the answer is when it is not JSON, e.g. `image/*`. */
  produces?: string;
}

/** Declares a route; keeps the literal types for the client. */
export const route = <const R extends RouteDef>(definition: R) => definition;

type Input<T> = T extends Schema ? z.input<T> : never;
type IfGiven<R, K extends keyof RouteDef, V> = R extends Record<K, Schema> ? V : unknown;

export type RouteInput<R extends RouteDef> = IfGiven<R, 'params', { params: Input<R['params']> }> &
  IfGiven<R, 'query', { query?: Input<R['query']> }> &
  IfGiven<R, 'body', { body: Input<R['body']> }> &
  IfGiven<R, 'upload', { upload: { file: Blob; name: string } & Input<R['upload']> }>;

export type RouteOutput<R extends RouteDef> = R extends { response: infer O extends Schema } ? z.output<O> : void;

/** The path and query of a request, e.g. `/pages/0199…?limit=20`. */
export function addressOf<R extends RouteDef>(definition: R, input: RouteInput<R>): string {
  const { params, query } = input as { params?: Record<string, unknown>; query?: Record<string, unknown> };
  const path = definition.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])));
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null);
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`;
}
