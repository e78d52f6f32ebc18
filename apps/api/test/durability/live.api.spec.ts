import { afterAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as Y from 'yjs';
import { PageStoring } from '../../src/features/wiki/live/page-storing.service.ts';
import type { TestPerson } from '../factories/people.ts';
import { type LiveScreen, openLive, until } from '../live-screen.ts';
import { type TestApp, startTestApp } from '../test-app.ts';
import { type ApiProcess, startApi } from './api-process.ts';
import { type OwnPostgres, openOwnPostgres } from './own-postgres.ts';
import { openOn, untilDown, untilUp, wait } from './recovery.ts';

/** How often a process is killed for each number of writers: once here, more by `npm run durability`. */
const KILLS = Math.ceil(Number(process.env['DURABILITY_KILLS'] ?? 2) / 2);
const SEED = Number(process.env['DURABILITY_SEED'] ?? 20_261_121);
const BETWEEN_KILLS_MS = 1_000;
const LONGEST_MS = 60_000 + KILLS * 30_000;

const folder = mkdtempSync(path.join(os.tmpdir(), 'parvis-live-'));
let postgres: OwnPostgres | undefined;
afterAll(async () => {
  await postgres?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Scene {
  people: TestPerson[];
  pageId: string;
}

async function setTheScene(app: TestApp): Promise<Scene> {
  const people = await Promise.all(Array.from({ length: 5 }, () => app.people.create()));
  const communityId = await app.communities.create({ animators: people });
  const pageId = await app.pages.create({ communityId, author: people[0] as TestPerson, title: 'À plusieurs', text: 'Début ' });
  return { people, pageId };
}

type Dice = (below: number) => number;
/** The same dice for the same seed (mulberry32). */
function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Somebody who writes words that occur once, takes some of her own out again, and remembers which were called saved. */
class RandomWriter {
  private count = 0;
  private readonly written = new Set<string>();
  readonly saved = new Set<string>();
  screen!: LiveScreen;

  constructor(
    private readonly name: string,
    private readonly throwDice: Dice,
    private readonly open: () => Promise<LiveScreen>,
  ) {}

  async start(): Promise<void> {
    this.screen = await this.open();
  }

  async act(): Promise<void> {
    const blocks = this.screen.fragment.toArray() as Y.XmlElement[];
    const text = (blocks[this.throwDice(blocks.length)]?.get(0) ?? null) as Y.XmlText | null;
    const act = this.throwDice(20);
    if (act < 8 && text instanceof Y.XmlText) text.insert(this.throwDice(text.length + 1) && wordEdge(text, this.throwDice), this.word());
    else if (act < 10) this.screen.addParagraph(this.word());
    else if (act < 15 && text instanceof Y.XmlText && text.length > 3) this.mark(text);
    else if (act < 17) this.takeOut(blocks);
    else if (act === 17) {
      this.screen.cut();
      this.screen.addParagraph(this.word());
      await wait(this.throwDice(80));
      await this.screen.reconnect();
    } else if (act === 18) void this.remember().catch(() => undefined);
    await wait(this.throwDice(25));
  }

  /** Marks that overlap those of others, and take them back. */
  private mark(text: Y.XmlText): void {
    const at = this.throwDice(text.length);
    text.format(at, this.throwDice(text.length - at), { bold: this.throwDice(2) ? {} : null });
  }

  private word(): string {
    const word = `${this.name}${(this.count += 1)}x`;
    this.written.add(word);
    return ` ${word} `;
  }

  private takeOut(blocks: Y.XmlElement[]): void {
    const word = [...this.written][this.throwDice(this.written.size)];
    for (const block of blocks) {
      const text = block.get(0);
      const at = word && text instanceof Y.XmlText ? plain(text).indexOf(` ${word} `) : -1;
      if (at < 0 || !word) continue;
      // From now on it may be there or not: what is called saved next says that it is out.
      this.written.delete(word);
      this.saved.delete(word);
      (text as unknown as Y.XmlText).delete(at + 1, word.length);
      return;
    }
  }

  /** What was written until now is called saved once the server says so. */
  async remember(): Promise<void> {
    const words = [...this.written];
    await this.screen.saved();
    for (const word of words) if (this.written.has(word)) this.saved.add(word);
  }

  /** The tab is gone with all it held: it starts again from what the server has. */
  async crash(): Promise<void> {
    this.screen.close();
    this.written.clear();
    for (const word of this.saved) this.written.add(word);
    await this.start();
  }
}

const plain = (text: Y.XmlText): string => (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');
/** A place between words, so that no word is cut by another one. */
function wordEdge(text: Y.XmlText, throwDice: Dice): number {
  const edges = [...plain(text).matchAll(/ /g)].map(({ index }) => index);
  return edges.length > 0 ? (edges[throwDice(edges.length)] as number) : text.length;
}

/** People who write on one page, each at a process that the dice choose. */
async function team(scene: Scene, writers: number, throwDice: Dice, addresses: () => string[]): Promise<RandomWriter[]> {
  const all = scene.people.slice(0, writers).map(
    (person, index) =>
      new RandomWriter(`w${'abcde'[index]}`, throwDice, () => {
        const open = addresses();
        return openLive(open[throwDice(open.length)] as string, scene.pageId, { cookie: person.cookie });
      }),
  );
  await Promise.all(all.map((writer) => writer.start()));
  return all;
}

/** What is told of a screen that is not like the others. */
const stateOf = ({ doc, provider, text, told, reasons }: LiveScreen): string =>
  JSON.stringify({
    url: provider.configuration.websocketProvider.configuration.url,
    status: provider.configuration.websocketProvider.status,
    synced: provider.synced,
    unsynced: provider.unsyncedChanges,
    length: text().length,
    vector: Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc))),
    pending: doc.store.pendingStructs !== null,
    told: told.at(-1),
    reasons: reasons.slice(-3),
  });

/** They write until the disturbance is over; one of them loses what only her tab held; in the end all copies are equal. */
async function write(writers: RandomWriter[], disturb: () => Promise<void>): Promise<string[]> {
  const writing = { on: true };
  const work = writers.map(async (writer) => {
    while (writing.on) await writer.act();
  });
  await disturb();
  await wait(BETWEEN_KILLS_MS);
  writing.on = false;
  await Promise.all(work);
  // What she was told is saved must come back from the server.
  await writers[0]?.crash();
  await Promise.all(writers.map((writer) => writer.remember()));
  // To the last deletion: what one copy alone has cleared away, a later change would show.
  const stateIn = ({ doc, fragment }: LiveScreen) => fragment.toJSON() + Buffer.from(Y.encodeSnapshot(Y.snapshot(doc))).toString('base64');
  const copies = () => new Set(writers.map(({ screen }) => stateIn(screen)));
  await until(() => copies().size === 1, 15_000).catch((error: Error) => {
    throw new Error(`${error.message}\n${writers.map(({ screen }) => stateOf(screen)).join('\n')}`);
  });
  return writers.flatMap((writer) => [...writer.saved]);
}

/** Words that are not there exactly once in the text that readers get. */
async function wrongIn(app: TestApp, pageId: string, words: string[]): Promise<string[]> {
  await app.nest.get(PageStoring).store(pageId);
  const { text } = (await app.db.one<{ text: string }>(
    `SELECT r.text FROM page p JOIN page_revision r ON r.id = p.revision_id WHERE p.id = $1`,
    [pageId],
  ))!;
  return words.filter((word) => text.split(word).length !== 2);
}

it.each([2, 5])(
  '%i writers: copies are equal in the end and nothing that was called saved is missing, whatever was cut or killed',
  async (count) => {
    const throwDice = dice(SEED + count);
    const reference = await startTestApp();
    const scene = await setTheScene(reference);
    const processes: ApiProcess[] = [await startApi(reference, folder), await startApi(reference, folder)];
    const writers = await team(scene, count, throwDice, () => processes.map(({ url }) => url));
    const saved = await write(writers, async () => {
      for (let killed = 0; killed < KILLS; killed++) {
        await wait(BETWEEN_KILLS_MS);
        const index = throwDice(2);
        await Promise.race([writers[0]?.remember().catch(() => undefined), wait(500)]);
        await (processes[index] as ApiProcess).kill();
        processes[index] = await startApi(reference, folder, (processes[index] as ApiProcess).port);
      }
    });
    console.info(`${count} writers, seed ${SEED}: ${saved.length} words called saved over ${KILLS} kills of the API`);
    expect(saved.length).toBeGreaterThan(20);
    expect(await wrongIn(reference, scene.pageId, saved)).toEqual([]);
    for (const { screen } of writers) screen.close();
    await Promise.all(processes.map((process) => process.kill()));
    await reference.close();
  },
  LONGEST_MS,
);

it('three writers go on in the same process whenever PostgreSQL was killed, and nothing that was called saved is missing', async () => {
  const throwDice = dice(SEED);
  postgres = await openOwnPostgres();
  postgres.watch();
  const database = await postgres.createDatabase('live');
  const scene = await openOn(database, setTheScene);
  const api = await startApi({ database }, folder);
  const writers = await team(scene, 3, throwDice, () => [api.url]);
  const saved = await write(writers, async () => {
    for (let killed = 0; killed < KILLS; killed++) {
      await wait(BETWEEN_KILLS_MS);
      await Promise.race([writers[0]?.remember().catch(() => undefined), wait(500)]);
      postgres?.kill();
      await untilDown(api.url);
      await untilUp(api.url);
    }
  });
  expect(api.isRunning()).toBe(true);
  for (const { screen } of writers) screen.close();
  await api.kill();
  console.info(`3 writers, seed ${SEED}: ${saved.length} words called saved over ${KILLS} kills of PostgreSQL`);
  expect(saved.length).toBeGreaterThan(20);
  expect(await openOn(database, (app) => wrongIn(app, scene.pageId, saved))).toEqual([]);
}, 120_000);
