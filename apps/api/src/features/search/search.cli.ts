import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { type Progress, type SearchCheck, SearchUpkeep } from './index/upkeep.service.ts';

/** `search rebuild` and `search check`. Progress goes to standard error, what came of it to standard output. */
export function registerSearchCommands(program: Command, product: () => Promise<INestApplicationContext>): void {
  const search = program.command('search').description('The search index');
  search
    .command('rebuild')
    .description('Builds the index anew from the database, while it is used')
    .action(async () => {
      const changed = await (await upkeep(product)).rebuild(shown('rebuilding'));
      console.log(`The index is up to date; ${changed} ${changed === 1 ? 'entry' : 'entries'} changed.`);
    });
  search
    .command('check')
    .description('Proves that the index equals the database; exit code 1 when it does not')
    .option('--json', 'the comparison as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const check = await (await upkeep(product)).check(shown('checking'));
      console.log(json ? JSON.stringify(check) : checkText(check));
      if (!check.ok) process.exitCode = 1;
    });
}

const upkeep = async (product: () => Promise<INestApplicationContext>) => (await product()).get(SearchUpkeep, { strict: false });

/** One line that is written over, at most once for each percent; for a file or a pipe a line each tenth. */
function shown(what: string): Progress {
  let last = -1;
  return (done, total) => {
    const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
    const step = process.stderr.isTTY ? percent : Math.floor(percent / 10);
    if (step === last) return;
    last = step;
    process.stderr.write(
      process.stderr.isTTY
        ? `\r${what}: ${done} of ${total} (${percent} %)   ${percent === 100 ? '\n' : ''}`
        : `${what}: ${done} of ${total}\n`,
    );
  };
}

function checkText({ ok, kinds, wrongWords }: SearchCheck): string {
  const lines = kinds.map(
    ({ kind, things, entries, missing, surplus, different, checksumOfThings, checksumOfEntries }) =>
      `${kind.padEnd(10)} ${things} in the database (${checksumOfThings.slice(0, 12)}), ${entries} in the index (${checksumOfEntries.slice(0, 12)})` +
      (missing + surplus + different > 0 ? `: ${missing} missing, ${surplus} too many, ${different} different` : ''),
  );
  const words = wrongWords > 0 ? [`${wrongWords} entries do not hold the words of their text`] : [];
  return [...lines, ...words, ok ? 'The index equals the database.' : 'The index differs from the database: run "search rebuild".'].join(
    '\n',
  );
}
