import type pg from 'pg';
import { DataSource, type MixedList } from 'typeorm';
import type { Config } from '../config/config.ts';
import { SnakeCase } from './naming.ts';

/** What the application's own role is called; it may read and write, but never change the audit. */
export const APPLICATION_ROLE = 'parvis_app';

type Entities = MixedList<Function>;

/**
 * The application's connections. Where the login is not the application's role already (an installation that gives
 * one address only), the session takes that role on. Statements here are short: to compile one takes longer than to run it.
 */
export function applicationSource(config: Config, entities: Entities): DataSource {
  return new DataSource({
    type: 'postgres',
    url: config.databaseUrl,
    entities,
    namingStrategy: new SnakeCase(),
    synchronize: false,
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    applicationName: 'parvis',
    poolSize: config.databasePool,
    extra: {
      options: `-c role=${APPLICATION_ROLE} -c jit=off`,
      connectionTimeoutMillis: 4_000,
      keepAlive: true,
      pipeline: true,
      onConnect: outlive,
    },
  });
}

/** The owner's connection, for migrations. */
export function ownerSource(config: Config, migrations: MixedList<Function>): DataSource {
  return new DataSource({
    type: 'postgres',
    url: config.databaseOwnerUrl,
    entities: [],
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeCase(),
    applicationName: 'parvis-migrations',
    poolSize: 2,
  });
}

/**
 * A connection that ends while it goes from one user to the next has nobody who listens to it for a moment, which would
 * end the process. What was asked of it fails by itself; the pool throws it away.
 */
function outlive(client: pg.PoolClient): void {
  client.on('error', () => undefined);
}

/** TypeORM's own pool, so that one limit holds for both ways to ask. */
export function poolOf(source: DataSource): pg.Pool {
  return (source.driver as unknown as { master: pg.Pool }).master;
}
