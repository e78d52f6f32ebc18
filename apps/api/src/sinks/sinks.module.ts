import { Global, Module } from '@nestjs/common';
import { SINKS, type Sink } from '../platform/events/effects.ts';
import { JobsSink } from './jobs.sink.ts';
import { NotificationsSink } from './notifications.sink.ts';
import { PushSink } from './push.sink.ts';
import { SearchSink } from './search.sink.ts';

@Global()
@Module({
  providers: [
    PushSink,
    JobsSink,
    NotificationsSink,
    SearchSink,
    { provide: SINKS, useFactory: (...sinks: Sink[]) => sinks, inject: [PushSink, JobsSink, NotificationsSink, SearchSink] },
  ],
  exports: [SINKS],
})
export class SinksModule {}
