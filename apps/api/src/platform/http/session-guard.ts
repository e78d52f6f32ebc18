import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.ts';
import { anonymous } from '../database/actor.ts';
import { Authenticator } from '../security/authenticator.ts';
import { originIsOurs } from './origin.ts';
import { Refusal, forbidden, unauthenticated } from './refusal.ts';
import { routeOf } from './route.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who asks, and from where: before anything of the request is read. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly config: Config,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const definition = routeOf(context);
    const bearer = request.headers.authorization;
    const unsafe = !SAFE.has(request.method);
    if (unsafe && !bearer && !definition.anyOrigin && !originIsOurs(request.headers, this.config)) {
      throw new Refusal(403, 'foreign-origin', 'The Origin header is missing, or names another site.');
    }
    if (definition.access === 'public') {
      request.actor = anonymous(request.id);
      return true;
    }
    const person = await this.authenticator.authenticate({
      cookieHeader: request.headers.cookie,
      authorizationHeader: bearer,
      requestId: request.id,
    });
    if (!person) throw unauthenticated();
    if (person.scopes && !person.scopes.includes(unsafe ? 'write' : 'read')) throw forbidden('This token is not allowed to do this.');
    request.actor = person;
    return true;
  }
}
