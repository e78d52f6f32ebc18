import type { INestApplicationContext } from '@nestjs/common';
import { Command } from 'commander';
import { registerSearchCommands } from './features/search/search.cli.ts';
import { registerWikiCommands } from './features/wiki/wiki.cli.ts';
import { INSTALLATION } from './installation.ts';
import { registerPeopleCommands } from './people/people.cli.ts';
import { registerBackupCommands } from './platform/backup/backup.cli.ts';
import { readConfig } from './platform/config/config.ts';
import { VERSION } from './platform/version.ts';
import { buildProduct } from './product.ts';
import { loadDemonstration } from './demonstration/load-demonstration.ts';

/** Started by the first command that needs it. It answers no requests; what it enqueues, the running product works on. */
const running: { product?: Promise<INestApplicationContext> } = {};
const product = (): Promise<INestApplicationContext> =>
  (running.product ??= buildProduct(readConfig({ LOG_LEVEL: 'warn', ...process.env, PARVIS_ROLE: 'web' })));

const program = new Command('parvis').description('Commands of Parvis').version(VERSION).showHelpAfterError();
registerPeopleCommands(program, product);
registerWikiCommands(program, product);
registerSearchCommands(program, product);
registerBackupCommands(program, readConfig, INSTALLATION);
program
  .command('demo')
  .description('Demonstration workspace')
  .command('load')
  .description('Loads the demonstration workspace into an empty database')
  .action(async () => {
    const accounts = await loadDemonstration(await product());
    console.log(accounts === null ? 'The database is not empty: nothing was loaded.' : accounts.join('\n'));
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await (await running.product?.catch(() => null))?.close();
}
process.exit();
