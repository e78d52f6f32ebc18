import { Controller, Inject, Res } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.ts';
import { poolOf } from '../database/data-source.ts';
import { Jobs } from '../jobs/jobs.ts';
import { VERSION } from '../version.ts';
import { describeApi } from './openapi.ts';
import { Route } from './route.ts';

@Controller()
export class SystemController {
  private readonly description = JSON.stringify(describeApi(api, VERSION));

  constructor(
    private readonly config: Config,
    private readonly jobs: Jobs,
    @Inject(DataSource) private readonly source: DataSource,
  ) {}

  @Route(api.health)
  async health(@Res({ passthrough: true }) reply: FastifyReply) {
    const database = await poolOf(this.source)
      .query('SELECT 1')
      .then(
        () => true,
        () => false,
      );
    const worker = !this.config.works || this.jobs.running;
    if (!database) void reply.status(503).header('retry-after', '2');
    const up = (ok: boolean) => (ok ? ('up' as const) : ('down' as const));
    return {
      status: database ? ('ok' as const) : ('unavailable' as const),
      version: VERSION,
      checks: { database: up(database), worker: up(worker), search: up(database) },
    };
  }

  @Route(api.openapi)
  openapi() {
    return this.description;
  }
}
