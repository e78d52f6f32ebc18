import { Injectable, type LoggerService } from '@nestjs/common';
import { type Logger, destination, pino } from 'pino';
import { Config } from '../config/config.ts';
import { describeError } from './describe-error.ts';

/** Lines are written many at once, a tenth of a second later at most: a call of the system for each would cost as much as the request. */
const lines = destination({ fd: 1, sync: false, minLength: 4_096, periodicFlush: 100 });
process.on('exit', () => lines.flushSync());

/** One JSON line a fact. Ids only: no content, address, cookie or token is ever logged. */
@Injectable()
export class Log {
  readonly pino: Logger;

  constructor(config: Config) {
    this.pino = pino(
      {
        level: config.logLevel,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        serializers: { error: describeError },
      },
      lines,
    );
  }

  debug(fields: object, message: string): void {
    this.pino.debug(fields, message);
  }
  info(fields: object, message: string): void {
    this.pino.info(fields, message);
  }
  warn(fields: object, message: string): void {
    this.pino.warn(fields, message);
  }
  error(fields: object, message: string): void {
    this.pino.error(fields, message);
  }
}

/** Nest's own messages, as lines of the same log. */
export const forNest = (log: Log): LoggerService => ({
  log: (message: unknown) => log.debug({}, String(message)),
  debug: (message: unknown) => log.debug({}, String(message)),
  verbose: (message: unknown) => log.debug({}, String(message)),
  warn: (message: unknown) => log.warn({}, String(message)),
  error: (message: unknown, stack?: unknown) => log.error({ stack }, String(message)),
});
