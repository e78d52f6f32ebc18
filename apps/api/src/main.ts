import { readConfig } from './platform/config/config.ts';
import { Log } from './platform/log/log.ts';
import { buildProduct } from './product.ts';
import { welcome } from './welcome.ts';

const config = readConfig();
const log = new Log(config);
const app = await buildProduct(config);

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'stopping');
  await app.close();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));

try {
  await app.listen(config.port, config.host);
} catch (error) {
  const taken = (error as { code?: string }).code === 'EADDRINUSE';
  console.error(taken ? `Port ${config.port} is taken. Stop what uses it, or choose another one: PORT=3001 npm start` : error);
  await app.close();
  process.exit(1);
}
await welcome(app, config);
