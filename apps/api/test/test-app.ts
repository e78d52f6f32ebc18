import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { type Config, readConfig } from '../src/platform/config/config.ts';
import { poolOf } from '../src/platform/database/data-source.ts';
import { Database } from '../src/platform/database/database.ts';
import { Jobs } from '../src/platform/jobs/jobs.ts';
import { buildProduct } from '../src/product.ts';
import { type TestDatabase, createTestDatabase } from './test-database.ts';
import { createAnnotations } from './factories/annotations.ts';
import { createCommunities } from './factories/communities.ts';
import { createPages } from './factories/pages.ts';
import { type TestPerson, createPeople } from './factories/people.ts';
import { type Statement, watchStatements } from './statements.ts';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  text: string;
  headers: Record<string, string | string[] | number | undefined>;
}
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Headers = Record<string, string>;

const HOST = 'parvis.test';
/** What our own pages send with every request. */
export const OUR_ORIGIN = { host: HOST, origin: `http://${HOST}` };

/** Asks the product as somebody: as `app.as(person).get('/pages')`, without the `/api`. */
export class TestClient {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly headers: Headers,
  ) {}

  get = <T = never>(url: string, headers: Headers = {}) => this.ask<T>('GET', url, undefined, headers);
  post = <T = never>(url: string, body?: unknown, headers: Headers = {}) => this.ask<T>('POST', url, body, headers);
  put = <T = never>(url: string, body?: unknown, headers: Headers = {}) => this.ask<T>('PUT', url, body, headers);
  patch = <T = never>(url: string, body?: unknown, headers: Headers = {}) => this.ask<T>('PATCH', url, body, headers);
  delete = <T = never>(url: string, body?: unknown, headers: Headers = {}) => this.ask<T>('DELETE', url, body, headers);

  /** Sends one file as a form would. */
  upload<T = never>(
    method: Method,
    url: string,
    file: { name: string; type: string; content: Buffer },
    fields: Record<string, string> = {},
  ) {
    const boundary = 'parvis-test-boundary';
    const parts = Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    );
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: ${file.type}\r\n\r\n`;
    const payload = Buffer.concat([...parts, Buffer.from(head), file.content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    return this.ask<T>(method, url, payload, { 'content-type': `multipart/form-data; boundary=${boundary}` });
  }

  private async ask<T>(
    method: Method,
    url: string,
    body: unknown,
    headers: Headers,
  ): Promise<Answer<[T] extends [never] ? Record<string, any> : T>> {
    const response = await this.app.inject({
      method,
      url: `/api${url}`,
      headers: { ...OUR_ORIGIN, ...this.headers, ...headers },
      ...(body !== undefined && { payload: body as object }),
    });
    const json = /json/.test(String(response.headers['content-type'])) && response.payload !== '';
    return {
      status: response.statusCode,
      body: json ? JSON.parse(response.payload) : {},
      text: response.payload,
      headers: response.headers,
    };
  }
}

export interface TestApp {
  nest: NestFastifyApplication;
  config: Config;
  db: Database;
  database: TestDatabase;
  people: ReturnType<typeof createPeople>;
  communities: ReturnType<typeof createCommunities>;
  pages: ReturnType<typeof createPages>;
  annotations: ReturnType<typeof createAnnotations>;
  as(person: TestPerson): TestClient;
  /** The statements that some work asks of the database, in order. */
  statements(work: () => Promise<unknown>): Promise<Statement[]>;
  anonymous: TestClient;
  /** Waits until the worker has nothing left to do. */
  settle(): Promise<void>;
  /** Listens on a free port of this machine, for sockets. Returns the address. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** The whole product on a database of its own. With `database`, a second process of the same installation. */
export async function startTestApp(
  options: { env?: Record<string, string>; database?: TestDatabase; dataFolder?: string } = {},
): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase());
  const dataFolder = options.dataFolder ?? (await mkdtemp(path.join(os.tmpdir(), 'parvis-test-')));
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    DATABASE_POOL: '6',
    PARVIS_DATA: dataFolder,
    PARVIS_DEMO: 'false',
    PARVIS_WEB: path.join(dataFolder, 'no-web'),
    PORT: '0',
    HOST: '127.0.0.1',
    ...options.env,
  });
  const nest = await buildProduct(config);
  const db = nest.get(Database);
  const jobs = nest.get(Jobs);
  return {
    nest,
    config,
    db,
    database,
    people: createPeople(db),
    communities: createCommunities(db),
    pages: createPages(db),
    annotations: createAnnotations(db),
    as: (person) => new TestClient(nest, { cookie: person.cookie }),
    statements: watchStatements(poolOf(nest.get(DataSource))),
    anonymous: new TestClient(nest, {}),
    async settle() {
      for (let idle = 0; idle < 2;) {
        idle = (await jobs.pending()) === 0 ? idle + 1 : 0;
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    },
    async listen() {
      await nest.listen(0, '127.0.0.1');
      return `http://127.0.0.1:${(nest.getHttpServer().address() as AddressInfo).port}`;
    },
    async close() {
      await nest.close();
      if (!options.database) await database.drop();
      if (!options.dataFolder) await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
