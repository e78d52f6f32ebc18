import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import type { MultipartFile } from '@fastify/multipart';
import type { RouteDef } from '@parvis/shared';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor, Person } from '../database/actor.ts';

const ROUTE = 'parvis:route';

declare module 'fastify' {
  interface FastifyRequest {
    actor?: Actor;
    given?: unknown;
    /** Of the route that was found. */
    contract?: RouteDef;
  }
}

/** Binds a method to its entry in the contract: mapping, status, validation in and out, access. */
export const Route = (definition: RouteDef) =>
  applyDecorators(
    RequestMapping({ path: definition.path, method: RequestMethod[definition.method] }),
    HttpCode(definition.status ?? 200),
    SetMetadata(ROUTE, definition),
  );

/** The contract entry of the method that is about to run. */
export function routeOf(context: ExecutionContext): RouteDef {
  const definition = Reflect.getMetadata(ROUTE, context.getHandler()) as RouteDef | undefined;
  if (!definition) throw new Error(`${context.getClass().name}.${context.getHandler().name} has no contract entry`);
  return definition;
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
/** What a method receives: the validated parts of its request. */
export type Given<R extends RouteDef> = {
  params: Parsed<R['params']>;
  query: Parsed<R['query']>;
  body: R extends { bytes: number } ? Buffer : Parsed<R['body']>;
  upload: R extends { upload: infer U } ? { file: MultipartFile } & Parsed<U> : undefined;
  ifMatch: R extends { ifMatch: true } ? string | null : undefined;
};

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>();

/** The validated input: `@Input() { params, body }: Given<typeof api.setMember>`. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).given);

/** Whoever asks; on a `session` route somebody who is signed in. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).actor as Person);
