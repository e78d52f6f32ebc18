import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Config } from './config/config.ts';
import { Database } from './database/database.ts';
import { Delivery } from './events/delivery.ts';
import { DeliveryWorker } from './events/delivery-worker.ts';
import { Outbox } from './events/outbox.ts';
import { Sealing } from './events/sealing.ts';
import { ContractGuard } from './http/contract-guard.ts';
import { Metrics } from './http/metrics.ts';
import { ProblemFilter } from './http/problem-filter.ts';
import { SessionGuard } from './http/session-guard.ts';
import { SystemController } from './http/system.controller.ts';
import { Jobs } from './jobs/jobs.ts';
import { Log } from './log/log.ts';
import { Mailer } from './mail/mail.ts';
import { Bus } from './realtime/bus.ts';
import { Hints } from './realtime/hints.ts';
import { RealtimeGateway } from './realtime/realtime-gateway.ts';
import { Revocations } from './security/revocations.ts';
import { Signatures } from './security/signatures.ts';
import { openStorage } from './storage/open-storage.ts';
import { Storage } from './storage/storage.ts';

/** What every layer stands on. It knows no word of the product. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config, source: DataSource): DynamicModule {
    return {
      module: PlatformModule,
      imports: [DiscoveryModule],
      controllers: [SystemController],
      providers: [
        { provide: Config, useValue: config },
        { provide: DataSource, useValue: source },
        { provide: Storage, useFactory: () => openStorage(config) },
        Log,
        Bus,
        Revocations,
        Outbox,
        Jobs,
        Database,
        Delivery,
        DeliveryWorker,
        Sealing,
        Mailer,
        Hints,
        RealtimeGateway,
        Signatures,
        Metrics,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_GUARD, useClass: ContractGuard },
      ],
      exports: [
        Config,
        DataSource,
        Storage,
        Log,
        Bus,
        Revocations,
        Jobs,
        Database,
        Delivery,
        Sealing,
        Mailer,
        Hints,
        RealtimeGateway,
        Signatures,
        Metrics,
      ],
    };
  }
}
