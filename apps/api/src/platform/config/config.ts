import path from 'node:path';
import { z } from 'zod';

const flag = (fallback: boolean) => z.stringbool().default(fallback);
const url = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  PARVIS_URL: url('http:', 'https:').optional(),
  PARVIS_ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  PARVIS_DATA: z.string().default('./data'),
  PARVIS_DEMO: flag(true),
  PARVIS_WEB: z.string().default('./apps/web/dist'),
  PARVIS_TRUSTED_PROXIES: z.string().default(''),
  PARVIS_METRICS_TOKEN: z.string().min(16).optional(),
  DATABASE_URL: url('postgres:', 'postgresql:'),
  DATABASE_OWNER_URL: url('postgres:', 'postgresql:').optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  MAIL_FROM: z.string().default('Parvis <parvis@localhost>'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The configuration of one process, read once from the environment. */
export class Config {
  constructor(private readonly env: z.output<typeof Environment>) {}

  get production() {
    return this.env.NODE_ENV === 'production';
  }
  get testing() {
    return this.env.NODE_ENV === 'test';
  }
  get port() {
    return this.env.PORT;
  }
  get host() {
    return this.env.HOST;
  }
  /** The address that people use, without a trailing slash; undefined when only the request can tell. */
  get publicUrl() {
    return this.env.PARVIS_URL?.replace(/\/+$/, '');
  }
  /** The address for links in mails. */
  get linkBase() {
    return this.publicUrl ?? `http://localhost:${this.port}`;
  }
  get servesWeb() {
    return this.env.PARVIS_ROLE !== 'worker';
  }
  get works() {
    return this.env.PARVIS_ROLE !== 'web';
  }
  /** Loads the demonstration workspace into an empty database. Never in production. */
  get demo() {
    return this.env.PARVIS_DEMO && !this.production;
  }
  get dataFolder() {
    return path.resolve(this.env.PARVIS_DATA);
  }
  get webFolder() {
    return path.resolve(this.env.PARVIS_WEB);
  }
  get trustedProxies() {
    return this.env.PARVIS_TRUSTED_PROXIES.split(',')
      .map((entry) => entry.trim())
      .filter(Boolean);
  }
  get metricsToken() {
    return this.env.PARVIS_METRICS_TOKEN;
  }
  get databaseUrl() {
    return this.env.DATABASE_URL;
  }
  /** Who migrates: it owns the tables, the application's own role may not change the audit. */
  get databaseOwnerUrl() {
    return this.env.DATABASE_OWNER_URL ?? this.env.DATABASE_URL;
  }
  get databasePool() {
    return this.env.DATABASE_POOL;
  }
  get redisUrl() {
    return this.env.REDIS_URL;
  }
  get smtpUrl() {
    return this.env.SMTP_URL;
  }
  get mailFrom() {
    return this.env.MAIL_FROM;
  }
  get logLevel() {
    return this.env.LOG_LEVEL;
  }
}

/**
 * Reads the configuration.
 * @throws Error that names each bad variable and what it expects, one a line.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(given);
  if (result.success) return new Config(result.data);
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The configuration is not usable:\n${lines.join('\n')}\nSee .env.example.`);
}
