import { Global, Module } from '@nestjs/common';
import { SINKS } from '../platform/events/effects.ts';
import { PushSink } from './push.sink.ts';

@Global()
@Module({
  providers: [PushSink, { provide: SINKS, useFactory: (push: PushSink) => [push], inject: [PushSink] }],
  exports: [SINKS],
})
export class SinksModule {}
