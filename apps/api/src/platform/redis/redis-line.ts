import { Redis } from 'ioredis';

const RETRY_MS = 500;
const CONNECT_MS = 2_000;
/** A message that Redis did not take by then goes another way. */
const COMMAND_MS = 800;
const HEARTBEAT_MS = 2_000;

export interface LineEvents {
  message(channel: string, payload: string): void;
  /** Every channel is heard from now on. */
  up(): void;
  /** Nothing is heard any more: what was said since its last message may have been missed. */
  down(): void;
}

/** Messages between processes through Redis (publish and subscribe): lost while nobody listens. It comes and goes; nobody waits for it. */
export class RedisLine {
  private readonly hearing: Redis;
  private readonly telling: Redis;
  private channels: string[] = [];
  private heartbeat: NodeJS.Timeout | null = null;
  private hears = false;

  /** `prefix` keeps installations that share a Redis apart. */
  constructor(
    url: string,
    private readonly prefix: string,
    private readonly events: LineEvents,
  ) {
    const options = {
      lazyConnect: true,
      connectTimeout: CONNECT_MS,
      commandTimeout: COMMAND_MS,
      retryStrategy: () => RETRY_MS,
      keepAlive: 10_000,
    };
    this.hearing = new Redis(url, { ...options, autoResubscribe: false, enableOfflineQueue: false, connectionName: 'parvis-bus' });
    // What it could not take at once would arrive late, or twice.
    this.telling = new Redis(url, { ...options, enableOfflineQueue: false, maxRetriesPerRequest: 0, connectionName: 'parvis-bus' });
    for (const client of [this.hearing, this.telling]) client.on('error', () => undefined);
    this.hearing.on('ready', () => void this.listen());
    this.hearing.on('close', () => this.lose());
    this.hearing.on('message', (channel: string, payload: string) => events.message(channel.slice(prefix.length), payload));
  }

  /** True while every channel is heard. */
  get isUp(): boolean {
    return this.hears;
  }

  /** Resolves when the channels are heard, or a first try failed: it goes on trying. */
  async open(channels: string[]): Promise<void> {
    this.channels = channels.map((channel) => this.prefix + channel);
    const settled = new Promise<void>((resolve) => {
      this.hearing.once('close', resolve);
      this.hearing.once('subscribed', resolve);
    });
    void this.telling.connect().catch(() => undefined);
    void this.hearing.connect().catch(() => undefined);
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MS).unref();
    await settled;
  }

  /** True when Redis took it. */
  async publish(channel: string, payload: string): Promise<boolean> {
    return this.telling.publish(this.prefix + channel, payload).then(
      () => true,
      () => false,
    );
  }

  private async listen(): Promise<void> {
    try {
      await this.hearing.subscribe(...this.channels);
      this.hears = true;
      this.events.up();
      this.hearing.emit('subscribed');
    } catch {
      this.hearing.disconnect(true);
    }
  }

  /** A connection that died silently shows only when something is asked of it. */
  private async beat(): Promise<void> {
    for (const client of [this.hearing, this.telling]) {
      if (client.status === 'ready') await client.ping().catch(() => client.disconnect(true));
    }
  }

  private lose(): void {
    if (!this.hears) return;
    this.hears = false;
    this.events.down();
  }

  close(): void {
    this.hears = false;
    if (this.heartbeat) clearInterval(this.heartbeat);
    this.hearing.disconnect();
    this.telling.disconnect();
  }
}
