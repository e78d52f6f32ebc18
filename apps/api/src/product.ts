import 'reflect-metadata';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module.ts';
import { ENTITIES } from './entities.ts';
import { LiveGateway } from './features/wiki/public.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Config } from './platform/config/config.ts';
import { applicationSource } from './platform/database/data-source.ts';
import { migrate } from './platform/database/migrate.ts';
import { acceptBytes } from './platform/http/bytes.ts';
import { ContractAdapter } from './platform/http/contract-adapter.ts';
import { sendSecurityHeaders } from './platform/http/headers.ts';
import { serveMetrics } from './platform/http/metrics.ts';
import { serveDocumentation } from './platform/http/documentation.ts';
import { problemOf } from './platform/http/refusal.ts';
import { answerNotModified } from './platform/http/tagged.ts';
import { requestId } from './platform/http/request-id.ts';
import { logRequests } from './platform/http/request-log.ts';
import { Log, forNest } from './platform/log/log.ts';
import { RealtimeGateway } from './platform/realtime/realtime-gateway.ts';
import { serveWeb } from './web/serve-web.ts';

const MAX_JSON_BYTES = 8 * 1024 * 1024;
/** The largest file that can be sent, e.g. a zip to import. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** Migrates, wires everything and is ready to listen; nothing listens yet. */
export async function buildProduct(config: Config): Promise<NestFastifyApplication> {
  await migrate(config, MIGRATIONS);
  const source = await applicationSource(config, ENTITIES).initialize();
  const adapter = new ContractAdapter(config, {
    bodyLimit: MAX_JSON_BYTES,
    genReqId: requestId,
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    // Longer than any address may be: the contract says what is wrong with it, not the router.
    routerOptions: { maxParamLength: 20_000 },
    frameworkErrors: answerUnreadable,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, source), adapter, {
    logger: false,
    abortOnError: false,
    // JSON and files only: what a form of another site can send is no body of ours.
    bodyParser: false,
  });
  const log = app.get(Log);
  app.useLogger(forNest(log));
  app.setGlobalPrefix('api');
  app.enableShutdownHooks([]);
  const server = adapter.getInstance() as unknown as FastifyInstance;
  logRequests(server, app);
  sendSecurityHeaders(server, config);
  await server.register(cookie);
  await server.register(multipart, { limits: { files: 1, fileSize: MAX_FILE_BYTES, fields: 10, fieldSize: 10_000 } });
  await server.register(compress, { threshold: 1_024, encodings: ['br', 'gzip'] });
  acceptBytes(server);
  answerNotModified(server);
  serveMetrics(server, app);
  await serveDocumentation(server);
  if (config.servesWeb) await serveWeb(server, config, log);
  await app.init();
  if (config.servesWeb) {
    app.get(RealtimeGateway).attach(app.getHttpServer());
    app.get(LiveGateway).attach(app.getHttpServer());
  }
  return app;
}

/** An address that cannot be read (a broken percent sign) reaches no route, and is answered like everything else. */
function answerUnreadable(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, request.id);
  void reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}
