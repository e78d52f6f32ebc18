import type { Command } from 'commander';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Config } from '../config/config.ts';
import { openStorage } from '../storage/open-storage.ts';
import type { Manifest } from './archive.ts';
import type { Account, Installation } from './installation.ts';
import { restoreBackup } from './restore-backup.ts';
import { takeBackup } from './take-backup.ts';

/** `backup` and `restore`. They start no product: one runs beside it, the other before it. Progress goes to standard error. */
export function registerBackupCommands(program: Command, readConfig: () => Config, installation: Installation): void {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  program
    .command('backup')
    .description('Keeps the database and the files of this installation, which may be running, in one archive')
    .argument('<file>', 'the archive; one of that name is replaced once the new one is whole')
    .action(async (file: string) => {
      const config = readConfig();
      const { manifest, sha256 } = await takeBackup(config, openStorage(config), installation, path.resolve(file), say);
      console.log(`${path.resolve(file)}: ${contents(manifest)}\nSHA-256 ${sha256}`);
      if (manifest.audit.problem === null) return;
      say(`The chain of the audit is broken: ${manifest.audit.problem}. The archive was made all the same.`);
      process.exitCode = 2;
    });
  program
    .command('restore')
    .description('Puts an archive into an empty installation: all of it, or nothing')
    .argument('<file>', 'an archive that `backup` made')
    .option('--email <address>', 'an account that must be able to sign in afterwards, with its password on standard input')
    .action(async (file: string, { email }: { email?: string }) => {
      const config = readConfig();
      const account: Account | null = email === undefined ? null : { email, password: (await text(process.stdin)).replace(/\r?\n$/, '') };
      const restored = await restoreBackup(config, openStorage(config), installation, path.resolve(file), account, say);
      const { header, manifest, accounts } = restored;
      console.log(
        `Restored what was kept on ${header.madeAt}: ${contents(manifest)}.\n` +
          `Counts and sums agree, the audit holds ${manifest.audit.sealed} sealed events, ${accounts} ${accounts === 1 ? 'person' : 'people'} can sign in.`,
      );
    });
}

const contents = ({ tables, files, jobs }: Manifest): string =>
  `${tables.reduce((sum, { rows }) => sum + rows, 0)} rows of ${tables.length} tables, ${files.count} files (${Math.ceil(files.bytes / 1024)} KB), ${jobs.rows} waiting jobs`;
