import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as Y from 'yjs';
import { PageStoring } from '../../src/features/wiki/live/page-storing.service.ts';
import type { TestPerson } from '../factories/people.ts';
import { type LiveScreen, openLive, until } from '../live-screen.ts';
import { type TestApp, startTestApp } from '../test-app.ts';
import { type ApiProcess, startApi } from './api-process.ts';

/** How often a process is killed for each number of writers: once here, more by `npm run durability`. */
const KILLS = Math.ceil(Number(process.env['DURABILITY_KILLS'] ?? 2) / 2);
const SEED = Number(process.env['DURABILITY_SEED'] ?? 20_261_121);
const BETWEEN_KILLS_MS = 1_000;

let reference: TestApp;
let people: TestPerson[];
let communityId: string;
const folder = mkdtempSync(path.join(os.tmpdir(), 'parvis-live-'));
beforeAll(async () => {
  reference = await startTestApp();
  people = await Promise.all(Array.from({ length: 5 }, () => reference.people.create()));
  communityId = await reference.communities.create({ animators: people });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await reference.close();
});

/** The same dice for the same seed (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Somebody who writes words that occur once, takes some of her own out again, and remembers which were called saved. */
class RandomWriter {
  private count = 0;
  private readonly written = new Set<string>();
  readonly saved = new Set<string>();
  screen!: LiveScreen;

  constructor(
    private readonly name: string,
    private readonly throwDice: (below: number) => number,
    private readonly open: (process: number, doc?: Y.Doc) => Promise<LiveScreen>,
  ) {}

  async start(): Promise<void> {
    this.screen = await this.open(this.throwDice(2));
  }

  async act(): Promise<void> {
    const blocks = this.screen.fragment.toArray() as Y.XmlElement[];
    const text = (blocks[this.throwDice(blocks.length)]?.get(0) ?? null) as Y.XmlText | null;
    const act = this.throwDice(20);
    if (act < 10 && text instanceof Y.XmlText) text.insert(this.throwDice(text.length + 1) && wordEdge(text, this.throwDice), this.word());
    else if (act < 13) this.screen.addParagraph(this.word());
    else if (act < 15 && text instanceof Y.XmlText && text.length > 3) text.format(0, this.throwDice(text.length), { bold: {} });
    else if (act < 17) this.takeOut(blocks);
    else if (act === 17) {
      this.screen.cut();
      this.screen.addParagraph(this.word());
      await wait(this.throwDice(80));
      this.screen.reconnect();
    } else if (act === 18) void this.remember().catch(() => undefined);
    await wait(this.throwDice(25));
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
function wordEdge(text: Y.XmlText, throwDice: (below: number) => number): number {
  const edges = [...plain(text).matchAll(/ /g)].map(({ index }) => index);
  return edges.length > 0 ? (edges[throwDice(edges.length)] as number) : text.length;
}

it.each([2, 5])(
  '%i writers: copies are equal in the end and nothing that was called saved is missing, whatever was cut or killed',
  async (writers) => {
    const throwDice = dice(SEED + writers);
    const processes: ApiProcess[] = [await startApi(reference, folder), await startApi(reference, folder)];
    const pageId = await reference.pages.create({ communityId, author: people[0] as TestPerson, title: 'À plusieurs', text: 'Début ' });
    const team = people.slice(0, writers).map((person, index) => {
      const headers = { cookie: person.cookie };
      return new RandomWriter(`w${'abcde'[index]}`, throwDice, (process) =>
        openLive((processes[process] as ApiProcess).url, pageId, headers),
      );
    });
    await Promise.all(team.map((writer) => writer.start()));
    const writing = { on: true };
    const work = team.map(async (writer) => {
      while (writing.on) await writer.act();
    });
    for (let killed = 0; killed < KILLS; killed++) {
      await wait(BETWEEN_KILLS_MS);
      const index = throwDice(2);
      await Promise.race([team[0]?.remember().catch(() => undefined), wait(500)]);
      await (processes[index] as ApiProcess).kill();
      processes[index] = await startApi(reference, folder, (processes[index] as ApiProcess).port);
    }
    await wait(BETWEEN_KILLS_MS);
    writing.on = false;
    await Promise.all(work);
    // One of them loses all that only her tab held: what she was told is saved must come back from the server.
    await team[0]?.crash();
    await Promise.all(team.map((writer) => writer.remember()));
    const copies = () => new Set(team.map(({ screen }) => JSON.stringify(screen.fragment.toJSON())));
    await until(() => copies().size === 1, 15_000);
    await reference.nest.get(PageStoring).store(pageId);
    const { text } = (await reference.db.one<{ text: string }>(
      `SELECT r.text FROM page p JOIN page_revision r ON r.id = p.revision_id WHERE p.id = $1`,
      [pageId],
    ))!;
    const saved = team.flatMap((writer) => [...writer.saved]);
    console.info(`${writers} writers, seed ${SEED}: ${saved.length} words called saved over ${KILLS} kills`);
    expect(saved.length).toBeGreaterThan(20);
    const times = (word: string) => text.split(word).length - 1;
    expect(saved.filter((word) => times(word) !== 1)).toEqual([]);
    for (const { screen } of team) screen.close();
    await Promise.all(processes.map((process) => process.kill()));
  },
  120_000,
);
