import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AddressInfo } from 'node:net';
import type { Config } from './platform/config/config.ts';

/** Tells on the console where the product is. */
export async function welcome(app: NestFastifyApplication, config: Config): Promise<void> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  console.log(`Parvis listens on ${config.publicUrl ?? `http://localhost:${port}`}`);
}
