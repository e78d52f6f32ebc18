import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { MultipartFile } from '@fastify/multipart';
import type { ImportReport, ImportView } from '@parvis/shared';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { CommunityAccess } from '../../communities/public.ts';
import { isActive } from '../../people/public.ts';
import { type Actor, type Person, system } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { ById, keyIn, pageOf } from '../../platform/database/keyset.ts';
import { Refusal, conflict, forbidden, invalid, notFound } from '../../platform/http/refusal.ts';
import { defineJob } from '../../platform/jobs/job-type.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { Log } from '../../platform/log/log.ts';
import { Hints } from '../../platform/realtime/hints.ts';
import { Storage } from '../../platform/storage/storage.ts';
import { ImportFailed, ImportFinished, ImportStarted } from './import.events.ts';
import { type ImportRow, ImportStore, importViewJson } from './import-store.ts';
import { ImportWriter } from './import-writer.ts';
import { SourceRefused } from './import/source.ts';
import { openZip } from './import/zip-source.ts';

const RunImport = defineJob('run-import', z.object({ importId: z.uuid() }), { retryLimit: 2, expireInSeconds: 3_600 });
type View = { view: ImportView };

/** Imports that people send as a zip: a job, with progress and a report. */
@Injectable()
export class ImportsService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly store: ImportStore,
    private readonly writer: ImportWriter,
    private readonly storage: Storage,
    private readonly jobs: Jobs,
    private readonly hints: Hints,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(RunImport, ({ importId }) => this.run(importId));
  }

  /** Keeps the zip and starts the job. The same id again answers the same import. */
  async start(person: Person, communityId: string, upload: { file: MultipartFile; id?: string | undefined }): Promise<ImportView> {
    const community = await this.communities.load(person, communityId);
    if (!community.can.importPages) throw forbidden('You may read this community, not write in it.');
    const id = upload.id ?? uuidv7();
    const known = await this.store.read(id);
    if (known) {
      upload.file.file.resume();
      if (known.authorId !== person.id || known.communityId !== communityId)
        throw conflict('id-taken', 'This id belongs to something else.');
      return this.read(person, id);
    }
    const storageKey = `imports/${id}.zip`;
    const size = await this.storage.put(storageKey, upload.file.file);
    if (upload.file.file.truncated || size === 0) {
      await this.storage.delete(storageKey);
      if (size === 0) throw invalid('file', 'The file is empty.', { received: '0 bytes' });
      throw new Refusal(413, 'too-large', 'The zip is larger than what can be taken.');
    }
    await this.db.write(person, async (tx) => {
      const first = await tx.one(
        `INSERT INTO markdown_import (id, community_id, author_id, name, storage_key) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO NOTHING RETURNING id`,
        [
          id,
          communityId,
          person.id,
          upload.file.filename.normalize('NFC').replace(/\p{C}/gu, '').slice(0, 200) || 'import.zip',
          storageKey,
        ],
      );
      // The same request twice at once: the other one has begun it.
      if (!first) return;
      tx.enqueue(RunImport, { importId: id });
      tx.record(ImportStarted, { importId: id, communityId, personId: person.id });
    });
    return this.read(person, id);
  }

  /** For whoever started it, and the animators of its community. */
  async read(person: Person, id: string): Promise<ImportView> {
    const row = await this.store.read(id);
    if (!row) throw notFound();
    const community = await this.communities.find(person, row.communityId);
    if (!community.can.read || (row.authorId !== person.id && !community.can.edit)) throw notFound();
    const found = await this.db.one<View>(`SELECT ${importViewJson('i')} AS view FROM markdown_import i WHERE i.id = $1`, [id]);
    if (!found) throw notFound();
    return found.view;
  }

  async list(person: Person, communityId: string, page: { cursor?: string | undefined; limit: number } | undefined) {
    const community = await this.communities.load(person, communityId);
    if (!community.can.importPages) throw forbidden('Only those who write here see what was imported.');
    const limit = page?.limit ?? 50;
    const [before] = keyIn(ById, page?.cursor) ?? [null];
    const rows = await this.db.many<View>(
      `SELECT ${importViewJson('i')} AS view FROM markdown_import i WHERE i.community_id = $1 AND ($2::uuid IS NULL OR i.id < $2) AND (i.author_id = $4 OR $5::boolean) ORDER BY i.id DESC LIMIT $3`,
      [communityId, before, limit + 1, person.id, community.can.edit],
    );
    return pageOf(
      rows,
      limit,
      ({ view }) => view,
      ({ view }) => [view.id],
    );
  }

  private async run(importId: string): Promise<void> {
    const row = await this.store.read(importId);
    if (!row || row.state === 'done' || row.state === 'failed' || !row.storageKey) return;
    const folder = await mkdtemp(path.join(os.tmpdir(), 'parvis-import-'));
    try {
      const report = await this.importZip(row, row.storageKey, folder);
      await this.end(row, (tx) => this.store.finish(tx, importId, report), ImportFinished);
    } catch (error) {
      if (!(error instanceof SourceRefused) && !(error instanceof Refusal)) throw error;
      this.log.info({ importId, code: error.code }, 'import refused');
      await this.end(row, (tx) => this.store.fail(tx, importId, { code: error.code, detail: error.message }), ImportFailed);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    await this.storage.delete(row.storageKey);
  }

  private async importZip(row: ImportRow, storageKey: string, folder: string): Promise<ImportReport> {
    const actor = await this.authorOf(row);
    const file = path.join(folder, 'source.zip');
    await pipeline(await this.storage.get(storageKey), createWriteStream(file));
    const source = await openZip(file, row.name);
    try {
      return await this.writer.write(actor, row.communityId, source, async (step, done, total) => {
        await this.store.progress(row.id, step, done, total);
        // Whoever loses access meanwhile writes no more of it.
        if (step === 'pages') await this.authorOf(row);
        await this.hints.send({ room: `user:${row.authorId}`, hint: { type: 'import', id: row.id } });
      });
    } finally {
      await source.close();
    }
  }

  /** Whoever started it must still be allowed to write there when the job runs. */
  private async authorOf({ authorId, communityId }: ImportRow): Promise<Actor> {
    const author = await this.db.one<Person>(
      `SELECT p.id, o.kind AS "organizationKind", p.roles FROM person p JOIN organization o ON o.id = p.organization_id WHERE p.id = $1 AND ${isActive('p')}`,
      [authorId],
    );
    const community = author && (await this.communities.load({ ...system, ...author }, communityId));
    if (!author || !community?.can.importPages) throw forbidden('Whoever started the import may no longer write here.');
    return { ...system, ...author };
  }

  private async end(
    row: ImportRow,
    work: (tx: Parameters<Parameters<Database['write']>[1]>[0]) => Promise<void>,
    event: typeof ImportFinished | typeof ImportFailed,
  ): Promise<void> {
    await this.db.write({ ...system, id: row.authorId }, async (tx) => {
      await work(tx);
      tx.record(event, { importId: row.id, communityId: row.communityId, personId: row.authorId });
    });
  }
}
