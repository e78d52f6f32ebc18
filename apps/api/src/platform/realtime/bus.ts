import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.ts';
import { APPLICATION_ROLE, poolOf } from '../database/data-source.ts';
import { Log } from '../log/log.ts';

type Subscriber = (payload: string) => void;

const RETRY_MS = 500;
const HEARTBEAT_MS = 5_000;

/** Messages between processes through PostgreSQL (LISTEN/NOTIFY): at most 8,000 bytes each, lost while nobody listens. */
@Injectable()
export class Bus implements OnModuleInit, BeforeApplicationShutdown {
  private readonly subscribers = new Map<string, Set<Subscriber>>();
  private readonly interrupted = new Set<() => void>();
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

  /** Called when messages may have been missed. */
  onInterruption(listener: () => void): void {
    this.interrupted.add(listener);
  }

  /** Tells every process, this one included. */
  async publish(channel: string, payload: string): Promise<void> {
    await poolOf(this.source).query('SELECT pg_notify($1, $2)', [channel, payload]);
  }

  async onModuleInit(): Promise<void> {
    await this.connect();
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
    client.on('notification', ({ channel, payload }) => {
      for (const subscriber of this.subscribers.get(channel) ?? []) subscriber(payload ?? '');
    });
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
    if (this.heartbeat) clearInterval(this.heartbeat);
    await this.client?.end();
  }
}
