import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { RouteDef } from '@parvis/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, map } from 'rxjs';
import { z } from 'zod';
import { Config } from '../config/config.ts';
import { FormBody } from './bytes.ts';
import { Refusal, invalid } from './refusal.ts';
import { routeOf } from './route.ts';
import { Tagged } from './tagged.ts';

/** Deeper bodies are refused before a schema walks them. */
const MAX_DEPTH = 200;

const NOTHING = z.strictObject({});

/** Checks what comes in and what goes out against the contract entry of the route. */
@Injectable()
export class ContractInterceptor implements NestInterceptor {
  constructor(private readonly config: Config) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const definition = routeOf(context);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.given = await read(definition, request);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next
      .handle()
      .pipe(map((answer: unknown) => this.write(definition, answer instanceof Tagged ? answer.answer(request, reply) : answer, reply)));
  }

  private write(definition: RouteDef, answer: unknown, reply: FastifyReply): unknown {
    if (definition.produces || !definition.response) return answer;
    if (!definition.raw) return asPromised(definition, answer);
    if (typeof answer !== 'string') throw new Error(`${definition.path} is raw and must answer JSON text`);
    if (this.config.testing && answer !== '') asPromised(definition, JSON.parse(answer));
    void reply.header('content-type', 'application/json; charset=utf-8');
    return answer;
  }
}

/** An answer that is not what the contract promises is our mistake, and never told as one of whoever asked. */
function asPromised({ method, path, response }: RouteDef, answer: unknown): unknown {
  const result = response?.safeParse(answer);
  if (result?.success) return result.data;
  throw new Error(
    `The answer of ${method} ${path} breaks its contract at ${result?.error.issues.map((issue) => issue.path.join('.')).join(', ')}`,
  );
}

async function read(definition: RouteDef, request: FastifyRequest) {
  return {
    params: parse(definition.params, request.params, 'address'),
    query: parse(definition.query ?? NOTHING, request.query, 'query'),
    body: body(definition, request),
    upload: definition.upload ? await upload(definition.upload, request) : undefined,
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
