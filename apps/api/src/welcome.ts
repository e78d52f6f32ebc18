import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AddressInfo } from 'node:net';
import { loadDemonstration } from './demonstration/load-demonstration.ts';
import { SetupCode } from './people/public.ts';
import type { Config } from './platform/config/config.ts';

/** Tells on the console where the product is and how one gets in. */
export async function welcome(app: NestFastifyApplication, config: Config): Promise<void> {
  if (!config.servesWeb) return console.log('Parvis works (no web in this process).');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const address = config.publicUrl ?? `http://localhost:${port}`;
  if (config.demo) {
    const accounts = await loadDemonstration(app);
    if (accounts) console.log(['Demonstration accounts:', ...accounts].join('\n'));
    else console.log('Demonstration accounts: see README.md, unless this workspace is your own.');
  }
  const setup = app.get(SetupCode, { strict: false });
  const showCode = (code: string) => console.log(`Nobody has an account yet. Open ${address}/set-up with this one-time code: ${code}`);
  const code = setup.current();
  if (code !== null) showCode(code);
  setup.onRenewal(showCode);
  console.log(`Parvis listens on ${address}`);
}
