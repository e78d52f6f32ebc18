import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.ts';
import { APPLICATION_ROLE, poolOf } from '../database/data-source.ts';
import { Log } from '../log/log.ts';
import type { RedisLine } from '../redis/redis-line.ts';

type Subscriber = (payload: string) => void;

const RETRY_MS = 500;
const HEARTBEAT_MS = 5_000;

/** Told by a process that cannot hear Redis: for a while everybody tells it the other way, too. */
const DEAF = 'parvis_deaf';
const DEAF_SAID_EACH_MS = 1_000;
const DEAF_BELIEVED_MS = 4_000;

/** Tells installations apart that share a Redis. */
const INSTALLATION = `SELECT 'parvis:' || (SELECT system_identifier FROM pg_control_system()) || ':' || oid || ':' AS prefix
  FROM pg_database WHERE datname = current_database()`;

/**
 * Messages between processes, at most 8,000 bytes each, lost while nobody listens. What is sent in a transaction
 * (revocations, updates of pages) goes through PostgreSQL (LISTEN/NOTIFY) always, so that it commits with what it tells
 * and needs no second server. What is published goes through Redis where there is one, and through PostgreSQL whenever
 * Redis does not reach everybody. It may arrive twice.
 */
@Injectable()
export class Bus implements OnModuleInit, BeforeApplicationShutdown {
  private readonly subscribers = new Map<string, Set<Subscriber>>();
  private readonly interrupted = new Set<() => void>();
  private readonly missed = new Set<() => void>();
  private redis: RedisLine | null = null;
  private deafness: NodeJS.Timeout | null = null;
  /** When the last process that could not hear Redis is taken to hear it again, in milliseconds. */
  private someDeafUntil = 0;
  private client: pg.Client | null = null;
  private heartbeat: NodeJS.Timeout | null = null;
  private closing = false;
  private up = false;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
    @Inject(DataSource) private readonly source: DataSource,
  ) {}

  get listening(): boolean {
    return this.up;
  }

  subscribe(channel: string, subscriber: Subscriber): void {
    const of = this.subscribers.get(channel) ?? new Set();
    this.subscribers.set(channel, of.add(subscriber));
  }

  /** Called when published messages may have been missed; nothing that was sent in a transaction was. */
  onMissed(listener: () => void): void {
    this.missed.add(listener);
  }

  /** Called when messages of any kind may have been missed. */
  onInterruption(listener: () => void): void {
    this.interrupted.add(listener);
  }

  /** Tells every process, this one included. Several messages go in one round trip. */
  async publish(channel: string, ...payloads: string[]): Promise<void> {
    const { redis } = this;
    const taken = redis?.isUp && (await Promise.all(payloads.map((payload) => redis.publish(channel, payload)))).every(Boolean);
    if (!taken || Date.now() < this.someDeafUntil) await this.notify(channel, payloads);
  }

  private async notify(channel: string, payloads: readonly string[]): Promise<void> {
    await poolOf(this.source).query('SELECT pg_notify($1, p) FROM unnest($2::text[]) p', [channel, payloads]);
  }

  async onModuleInit(): Promise<void> {
    const { redisUrl } = this.config;
    if (redisUrl) this.subscribe(DEAF, () => (this.someDeafUntil = Date.now() + DEAF_BELIEVED_MS));
    await this.connect();
    if (redisUrl) await this.openRedis(redisUrl);
  }

  private async openRedis(url: string): Promise<void> {
    const { rows } = await poolOf(this.source).query<{ prefix: string }>(INSTALLATION);
    // Some 20 MB of library, for those who have a Redis.
    const { RedisLine: Line } = await import('../redis/redis-line.ts');
    this.redis = new Line(url, rows[0]?.prefix ?? '', {
      message: (channel, payload) => this.deliver(channel, payload),
      up: () => {
        if (this.deafness) clearInterval(this.deafness);
        this.deafness = null;
        this.log.info({}, 'Redis carries messages between processes');
      },
      down: () => void this.beDeaf().then(() => this.missed.forEach((listener) => listener())),
    });
    await this.redis.open([...this.subscribers.keys()]);
    if (!this.redis.isUp) await this.beDeaf();
  }

  /** The others are told first, and then screens are let go: once they ask again, nothing passes them by any more. */
  private async beDeaf(): Promise<void> {
    if (this.closing) return;
    this.log.warn({}, 'Redis is away: messages go through PostgreSQL');
    const say = () => this.notify(DEAF, ['']).catch(() => undefined);
    this.deafness ??= setInterval(() => void say(), DEAF_SAID_EACH_MS).unref();
    await say();
  }

  private deliver(channel: string, payload: string): void {
    for (const subscriber of this.subscribers.get(channel) ?? []) subscriber(payload);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.config.databaseUrl,
      options: `-c role=${APPLICATION_ROLE}`,
      application_name: 'parvis-bus',
      keepAlive: true,
      connectionTimeoutMillis: 4_000,
    });
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    client.on('notification', ({ channel, payload }) => this.deliver(channel, payload ?? ''));
    await client.connect();
    for (const channel of this.subscribers.keys()) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    this.client = client;
    this.up = true;
    this.heartbeat = setInterval(() => void this.beat(client), HEARTBEAT_MS).unref();
  }

  /** A connection that died silently shows only when something is asked of it. */
  private async beat(client: pg.Client): Promise<void> {
    const late = setTimeout(() => this.lose(client), HEARTBEAT_MS - 500);
    await client.query('SELECT 1').catch(() => this.lose(client));
    clearTimeout(late);
  }

  private lose(client: pg.Client): void {
    if (this.client !== client || this.closing) return;
    this.client = null;
    this.up = false;
    if (this.heartbeat) clearInterval(this.heartbeat);
    client.end().catch(() => undefined);
    this.log.warn({}, 'the connection that hears of other processes was lost');
    for (const listener of this.interrupted) listener();
    void this.reconnect();
  }

  private async reconnect(): Promise<void> {
    while (!this.closing) {
      try {
        await this.connect();
        for (const listener of this.interrupted) listener();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    // What is still being answered is answered uncached.
    this.up = false;
    if (this.heartbeat) clearInterval(this.heartbeat);
    if (this.deafness) clearInterval(this.deafness);
    this.redis?.close();
    await this.client?.end();
  }
}
