import { type INestApplicationContext, Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { Config } from '../config/config.ts';
import { Jobs } from '../jobs/jobs.ts';
import { Log } from '../log/log.ts';
import { sendProblem } from './problem-filter.ts';
import { notFound } from './refusal.ts';
import { RealtimeGateway } from '../realtime/realtime-gateway.ts';

/** Prometheus metrics of this process. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'parvis_http_request_seconds',
    help: 'Duration of HTTP requests in seconds',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });

  constructor(jobs: Jobs, realtime: RealtimeGateway) {
    collectDefaultMetrics({ register: this.registry });
    const sockets: Gauge = new Gauge({
      name: 'parvis_sockets',
      help: 'Open sockets',
      registers: [this.registry],
      collect: () => sockets.set(realtime.open),
    });
    const waiting: Gauge = new Gauge({
      name: 'parvis_jobs_pending',
      help: 'Jobs that wait or run, in the whole installation',
      registers: [this.registry],
      collect: async () => waiting.set(await jobs.pending()),
    });
  }
}

/** `GET /metrics`, for Prometheus on this machine, or anywhere with the token. */
export function serveMetrics(server: FastifyInstance, app: INestApplicationContext): void {
  const { registry, requests } = app.get(Metrics);
  const token = app.get(Config).metricsToken;
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  server.get('/metrics', async (request, reply) => {
    const allowed = token ? isSame(request.headers.authorization ?? '', `Bearer ${token}`) : LOOPBACK.has(request.ip);
    if (!allowed) return sendProblem(notFound(), request, reply, app.get(Log));
    return reply.header('content-type', registry.contentType).send(await registry.metrics());
  });
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
