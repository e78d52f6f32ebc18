import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { RouteDef } from '@parvis/shared';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FormBody } from './bytes.ts';
import { Refusal, invalid } from './refusal.ts';
import { routeOf } from './route.ts';

/** Deeper bodies are refused before a schema walks them. */
const MAX_DEPTH = 200;

const NOTHING = z.strictObject({});

/**
 * Reads what comes in as the contract entry of the route says; it stands behind the guard that knows who asks. A guard
 * and not an interceptor: one of those makes a chain of Observables for each request, a tenth of what it costs.
 */
@Injectable()
export class ContractGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const definition = routeOf(context);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.contract = definition;
    if (definition.upload) return readUpload(definition.upload, definition, request);
    request.given = read(definition, request);
    return true;
  }
}

async function readUpload(schema: z.ZodObject, definition: RouteDef, request: FastifyRequest): Promise<true> {
  const given = read(definition, request);
  request.given = { ...given, upload: await upload(schema, request) };
  return true;
}

function read(definition: RouteDef, request: FastifyRequest) {
  return {
    params: parse(definition.params, request.params, 'address'),
    query: parse(definition.query ?? NOTHING, request.query, 'query'),
    body: body(definition, request),
    ifMatch: definition.ifMatch ? ifMatch(request.headers['if-match']) : undefined,
  };
}

/** The one entity tag that the header names, without its quotes; null when any will do (RFC 9110, 13.1.1). */
function ifMatch(header: string | undefined): string | null {
  if (header === undefined || header.trim() === '*') return null;
  const tag = /^\s*"?([\w-]{1,64})"?\s*$/.exec(header)?.[1];
  if (!tag)
    throw invalid('If-Match', 'It must be one entity tag.', { received: header, expected: 'the versionId that was read, in quotes' });
  return tag;
}

function body(definition: RouteDef, request: FastifyRequest): unknown {
  if (definition.upload) return undefined;
  if (definition.bytes !== undefined) return bytes(definition.bytes, request.body);
  if (request.body instanceof FormBody && definition.anyOrigin) return undefined;
  if (Buffer.isBuffer(request.body) || request.body instanceof FormBody)
    throw new Refusal(415, 'unsupported-media-type', 'Send JSON (application/json).');
  if (!definition.body) {
    if (request.body === undefined || request.body === null || isEmpty(request.body)) return undefined;
    throw invalid('body', 'This route takes no body.', { received: 'a body', expected: 'nothing' });
  }
  if (depthExceeds(request.body, MAX_DEPTH)) throw invalid('body', `It is nested deeper than ${MAX_DEPTH} levels.`);
  return parse(definition.body, request.body ?? {}, 'body');
}

/** Raw bytes, as `acceptBytes` reads them; none at all are an empty part. */
function bytes(most: number, body: unknown): Buffer {
  const given = body ?? Buffer.alloc(0);
  if (!Buffer.isBuffer(given)) throw new Refusal(415, 'unsupported-media-type', 'Send the bytes as application/octet-stream.');
  if (given.length > most) throw new Refusal(413, 'too-large', `At most ${most} bytes come in one request.`);
  return given;
}

function parse(schema: z.ZodType | undefined, input: unknown, part: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw invalid(part, 'It must be an object.', { received: Array.isArray(input) ? 'a list' : typeof input, expected: 'an object' });
  }
  throw result.error;
}

async function upload(schema: z.ZodObject, request: FastifyRequest) {
  if (!request.isMultipart())
    throw new Refusal(415, 'unsupported-media-type', 'Send the file as multipart/form-data, in the field "file".');
  const file = await request.file();
  if (!file || file.fieldname !== 'file')
    throw invalid('file', 'No file was sent.', { received: 'nothing', expected: 'a file in the field "file"' });
  const fields = Object.entries(file.fields).flatMap(([name, field]) =>
    field && !Array.isArray(field) && field.type === 'field' ? [[name, field.value] as const] : [],
  );
  return { ...(parse(schema, Object.fromEntries(fields), 'form') as object), file };
}

const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** Looks level by level, without recursion. */
function depthExceeds(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((entry) => (typeof entry === 'object' && entry !== null ? Object.values(entry) : []));
  }
  return false;
}
