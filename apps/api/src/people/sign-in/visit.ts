import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { deviceName } from './device-name.ts';
import { networkOf } from './network.ts';

/** The browser that asks, for what gives or takes its cookies. */
export interface Visit {
  /** Where it comes from, e.g. `203.0.113.0/24`; the listed proxies alone may say so on behalf of others. */
  network: string;
  device: string;
  cookie(name: string): string | undefined;
  reply: FastifyReply;
}

/** Whoever asks, as a browser: `@Browser() visit: Visit`. */
export const Browser = createParamDecorator((_: unknown, context: ExecutionContext): Visit => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return {
    network: networkOf(request.ip),
    device: deviceName(request.headers['user-agent'] ?? ''),
    cookie: (name) => request.cookies[name],
    reply: context.switchToHttp().getResponse<FastifyReply>(),
  };
});
