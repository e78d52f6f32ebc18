import type { INestApplicationContext } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Log } from '../log/log.ts';

/** One line a request: the route and not the address (addresses carry ids and slugs), never a body or a header. */
export function logRequests(server: FastifyInstance, app: INestApplicationContext): void {
  const log = app.get(Log);
  server.addHook('onResponse', (request, reply, done) => {
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        personId: request.actor?.id ?? null,
      },
      'request',
    );
    done();
  });
}
