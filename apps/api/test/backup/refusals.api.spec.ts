import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ArchiveWriter } from '../../src/platform/backup/archive-writer.ts';
import { inspectArchive } from '../../src/platform/backup/archive-reader.ts';
import { MIGRATIONS } from '../../src/migrations/index.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { Sealing } from '../../src/platform/events/sealing.ts';
import { openStorage } from '../../src/platform/storage/open-storage.ts';
import { Storage } from '../../src/platform/storage/storage.ts';
import { type TestApp, startTestApp } from '../test-app.ts';
import { type EmptyInstallation, EventfulStorage, backUp, bytesOf, openEmptyInstallation, restore } from './installations.ts';

const PASSWORD = 'les hirondelles sont revenues';
const EMAIL = 'agathe@montclair.example';
const folder = mkdtempSync(path.join(os.tmpdir(), 'parvis-archives-'));
const at = (name: string) => path.join(folder, name);
const archive = at('good.parvis');

let running: TestApp;
let good: Buffer;
beforeAll(async () => {
  running = await startTestApp();
  const person = await running.people.create({ password: PASSWORD, email: EMAIL });
  await running.as(person).post('/communities', { name: 'Reprise', visibility: 'open' });
  await running.nest.get(Storage).put('files/aa/one/full', Buffer.from('Un fichier'));
  await running.settle();
  await running.nest.get(Sealing).sealAll();
  await backUp(running.config, archive);
  good = await bytesOf(archive);
}, 60_000);
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Emptied only by those who put something into it. */
let target: EmptyInstallation;
beforeAll(async () => void (target = await openEmptyInstallation()));
afterAll(() => target.drop());
async function renew(): Promise<void> {
  await target.drop();
  target = await openEmptyInstallation();
}

const nothing = { tables: 0, files: [] };

describe('an archive that is not whole is refused, and leaves nothing behind', () => {
  const cuts: [string, (size: number) => number][] = [
    ['nothing is left', () => 0],
    ['its beginning is left', () => 300],
    ['half is left', (size) => size >> 1],
    ['its last byte is gone', (size) => size - 1],
  ];
  it.each(cuts)('cut: %s', async (_, kept) => {
    writeFileSync(at('cut'), good.subarray(0, kept(good.length)));
    await expect(restore(target, at('cut'))).rejects.toThrow(/not whole|no backup of Parvis/);
    expect(await target.inventory()).toEqual(nothing);
  });

  it('changed: one bit anywhere, the padding and the seal included', async () => {
    for (let place = 0; place < 40; place++) {
      const changed = Buffer.from(good);
      const byte = Math.floor((place / 39) * (good.length - 1));
      changed[byte] = (changed[byte] ?? 0) ^ (1 << (place % 8));
      writeFileSync(at('changed'), changed);
      await expect(inspectArchive(at('changed'))).rejects.toThrow(/changed since|not whole|no backup of Parvis/);
    }
    await expect(restore(target, at('changed'))).rejects.toThrow();
    expect(await target.inventory()).toEqual(nothing);
  });

  it.each([
    ['another format', { format: 2 }, 'format 2, made by Parvis 9.9.9'],
    ['a newer product', { migrations: [...MIGRATIONS.map(({ name }) => name), 'Later1999999999999'] }, 'a newer version of Parvis (9.9.9)'],
  ])('made by %s', async (_, given, message) => {
    const { header, manifest } = await inspectArchive(archive);
    const other = { ...header, version: '9.9.9', ...given };
    const writer = new ArchiveWriter(at('other'), other);
    await writer.header(other);
    await writer.manifest(manifest);
    await writer.finish();
    await expect(restore(target, at('other'))).rejects.toThrow(message);
    expect(await target.inventory()).toEqual(nothing);
  });

  it('no archive at all', async () => {
    writeFileSync(at('letter'), 'Bonjour');
    await expect(restore(target, at('letter'))).rejects.toThrow('is no backup of Parvis');
    await expect(restore(target, at('absent'))).rejects.toThrow('There is no file');
  });
});

describe('an installation that is not empty', () => {
  afterEach(renew);

  it('is left as it is', async () => {
    await restore(target, archive);
    const before = await target.inventory();
    await expect(restore(target, archive)).rejects.toThrow('This installation is not empty');
    expect(await target.inventory()).toEqual(before);
  });

  it('is refused while it runs, even empty', async () => {
    const other = await startTestApp();
    try {
      await expect(restore(other, archive)).rejects.toThrow('Parvis is running on this database');
    } finally {
      await other.close();
    }
  });
});

describe('all or nothing', () => {
  afterEach(renew);

  const rows = async () =>
    Number((await target.query(`SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM domain_event) AS n`))[0]?.['n']);

  it('takes everything back when nobody could sign in, and works when asked rightly', async () => {
    await expect(restore(target, archive, { email: EMAIL, password: 'un autre mot de passe' })).rejects.toThrow('could not sign in');
    expect(await rows()).toBe(0);
    expect((await target.inventory()).files).toEqual([]);
    await restore(target, archive, { email: EMAIL, password: PASSWORD });
    expect(await rows()).toBeGreaterThan(0);
  });

  it('leaves indexes and foreign keys as migrations make them', async () => {
    const shape = `SELECT json_agg(x ORDER BY x) AS shape FROM (SELECT indexdef AS x FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace) AS s`;
    await restore(target, archive);
    const untouched = await openEmptyInstallation();
    await migrate(untouched.config, MIGRATIONS);
    expect(await target.query(shape)).toEqual(await untouched.query(shape));
    await untouched.drop();
  });

  it('keeps what lay there already when only the database was lost', async () => {
    const store = openStorage(target.config);
    await store.put('files/aa/one/full', Buffer.from('Un fichier'));
    await expect(restore(target, archive, { email: EMAIL, password: 'un autre mot de passe' })).rejects.toThrow();
    expect(await store.size('files/aa/one/full')).toBe(10);
  });
});

describe('files that come and go while the archive is made', () => {
  afterEach(renew);

  it('holds those that the database knew, whatever is deleted or added meanwhile', async () => {
    const store = running.nest.get(Storage);
    await store.put('files/bb/vanishing/full', Buffer.from('Bientôt parti'));
    let came = false;
    const eventful = new EventfulStorage(store, async (key) => {
      if (key.includes('vanishing')) await store.delete(key);
      if (!came) await store.put('files/cc/late/full', Buffer.from('Arrivé entre-temps'));
      came = true;
    });
    await backUp(running.config, at('moving'), eventful);
    await restore(target, at('moving'));
    const restored = openStorage(target.config);
    expect(await Promise.all(['aa/one', 'bb/vanishing', 'cc/late'].map((key) => restored.size(`files/${key}/full`)))).toEqual([
      10,
      null,
      19,
    ]);
  });

  it('leaves no half archive where the disk said no, and keeps the one before', async () => {
    const broken = new EventfulStorage(running.nest.get(Storage), () => Promise.reject(new Error('the disk said no')));
    writeFileSync(at('kept'), 'yesterday');
    await expect(backUp(running.config, at('kept'), broken)).rejects.toThrow('the disk said no');
    expect((await bytesOf(at('kept'))).toString()).toBe('yesterday');
    await expect(backUp(running.config, path.join(folder, 'no/such/folder'))).rejects.toThrow('ENOENT');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('an audit that was tampered with before', () => {
  afterEach(renew);

  it('is said, and said again where it is restored', async () => {
    await restore(target, archive);
    await target.query(`UPDATE domain_event SET payload = '{}' WHERE seq = 1`);
    const { manifest } = await backUp(target.config, at('tampered'));
    expect(manifest.audit.problem).toBe('changed at 1');
    const other = await openEmptyInstallation();
    expect((await restore(other, at('tampered'))).manifest.audit.problem).toBe('changed at 1');
    await other.drop();
  });

  it('is noticed when only its end was cut off', async () => {
    await restore(target, archive);
    await target.query(`DELETE FROM event_seal WHERE position = (SELECT max(position) FROM event_seal)`);
    expect((await backUp(target.config, at('cut-off'))).manifest.audit.problem).toMatch(/^tail-cut at/);
  });
});
