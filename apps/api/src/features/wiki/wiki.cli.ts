import type { INestApplicationContext } from '@nestjs/common';
import { ExportedAnnotations, type ImportReport, slugOf } from '@parvis/shared';
import { type Command, Option } from 'commander';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { v7 as uuidv7 } from 'uuid';
import { CommunityCreated } from '../../communities/public.ts';
import { isActive } from '../../people/public.ts';
import { type Actor, system } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { ExportsService } from './export/exports.service.ts';
import { openFolder } from './import/folder-source.ts';
import { reportText } from './import/report-text.ts';
import { openZip } from './import/zip-source.ts';
import { ImportWriter } from './import-writer.ts';

interface Options {
  community: string;
  create?: boolean;
  json?: boolean;
  language: 'fr' | 'en';
}

/** `import markdown <folder or zip> --community <slug>` and `export markdown --community <slug> <file.zip>`. Progress goes to standard error, the report to standard output. */
export function registerWikiCommands(program: Command, product: () => Promise<INestApplicationContext>): void {
  program
    .command('import')
    .description('Imports')
    .command('markdown <source>')
    .description('Imports a folder or zip of Markdown into the wiki of a community; again, it updates')
    .requiredOption('--community <slug>', 'the community')
    .option('--create', 'create the community (closed) when it is not there')
    .option('--json', 'the report as JSON')
    .option('--language <language>', 'language of the report: fr or en', 'fr')
    .action(async (source: string, options: Options) => {
      const report = await importMarkdown(await product(), source, options);
      console.log(options.json ? JSON.stringify(report) : reportText(report, options.language === 'en' ? 'en' : 'fr'));
    });
  program
    .command('export')
    .description('Exports')
    .command('markdown <file.zip>')
    .description('Writes the wiki of a community, as its first animator reads it, into a zip of Markdown and files')
    .requiredOption('--community <slug>', 'the community')
    .addOption(
      new Option(
        '--annotations <choice>',
        'without annotations, or those that the animator sees at the end of each page; never private ones',
      )
        .choices(ExportedAnnotations.options)
        .default('none'),
    )
    .action(async (file: string, { community, annotations }: { community: string; annotations: ExportedAnnotations }) =>
      exportMarkdown(await product(), file, community, annotations),
    );
}

async function exportMarkdown(
  app: INestApplicationContext,
  file: string,
  community: string,
  annotations: ExportedAnnotations,
): Promise<void> {
  const { actor, communityId } = await target(app.get(Database), { community, language: 'fr' });
  if (actor.id === null) throw new Error(`Nobody animates "${community}" whose eyes the export could be made with.`);
  const stream = await app.get(ExportsService, { strict: false }).everything({ ...actor, id: actor.id }, communityId, annotations);
  // Beside its place first: a broken export never stands under the name that was asked for.
  const unfinished = `${file}.part`;
  try {
    await pipeline(stream, createWriteStream(unfinished));
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function importMarkdown(app: INestApplicationContext, path: string, options: Options): Promise<ImportReport> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new Error(`There is no ${path}.`);
  const source = found.isDirectory() ? await openFolder(path) : await openZip(path, path);
  try {
    const { actor, communityId } = await target(app.get(Database), options);
    return await app.get(ImportWriter, { strict: false }).write(actor, communityId, source, async (step, done, total) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${step} ${done}/${total}   `);
    });
  } finally {
    await source.close();
    if (process.stderr.isTTY) process.stderr.write('\r');
  }
}

/** Pages belong to the first animator of the community; one that is created here to the first administrator. */
async function target(db: Database, { community, create }: Options): Promise<{ actor: Actor; communityId: string }> {
  // A name that makes another address finds what it made the time before.
  const slug = slugOf(community);
  const found = await db.one<{ id: string; animatorId: string | null }>(
    `SELECT k.id, (SELECT m.person_id FROM membership m JOIN person p ON p.id = m.person_id AND ${isActive('p')}
       WHERE m.community_id = k.id AND m.role = 'animator' AND m.state = 'member' ORDER BY m.since, m.person_id LIMIT 1) AS "animatorId"
     FROM community k WHERE k.slug = $1 OR ($2::boolean AND k.slug = $3) ORDER BY k.slug <> $1 LIMIT 1`,
    [community, create ?? false, slug],
  );
  if (found) return { actor: { ...system, id: found.animatorId }, communityId: found.id };
  if (!create) throw new Error(`There is no community "${community}". With --create it is made.`);
  const admin = await db.one<{ id: string }>(
    `SELECT p.id FROM person p WHERE p.roles @> ARRAY['admin'] AND ${isActive('p')} ORDER BY p.created_at LIMIT 1`,
  );
  if (!admin) throw new Error('There is no administrator yet who could animate it.');
  const communityId = uuidv7();
  await db.write(system, async (tx) => {
    await tx.many(`INSERT INTO community (id, name, slug, visibility, emblem, created_by) VALUES ($1, $2, $3, 'closed', 3, $4)`, [
      communityId,
      community,
      slug,
      admin.id,
    ]);
    await tx.many(`INSERT INTO membership (community_id, person_id, role, state) VALUES ($1, $2, 'animator', 'member')`, [
      communityId,
      admin.id,
    ]);
    tx.record(CommunityCreated, { communityId });
  });
  return { actor: { ...system, id: admin.id }, communityId };
}
