export type Dice = (below: number) => number;

/** The same dice for the same seed (mulberry32). */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Words of a workshop, of which many stand several times on a page: quotes are not easily told apart. */
const WORDS =
  'appui tablier contrôle chantier réunion sécurité badge visite équipe planning béton mesure relevé température vérin calepinage livraison réception dossier plan essai pose norme fissure rapport client étude calcul marché délai facture achat stock commande atelier poste machine entretien réglage arrêt reprise consigne habilitation formation accueil stagiaire responsable'.split(
    ' ',
  );

export const sentenceOf = (throwDice: Dice, words: number): string =>
  Array.from({ length: words }, () => WORDS[throwDice(WORDS.length)]!).join(' ');

/** How long a passage is that somebody selects. */
export const selectedLength = (throwDice: Dice): number => [3, 8, 15, 30, 60, 120, 200][throwDice(7)]! + throwDice(10);

/** A page on which edits can be made at random. */
export interface EditedPage {
  type(): void;
  deleteWords(): void;
  replaceWords(): void;
  mendTypo(): void;
  split(): void;
  join(): void;
  move(): void;
  cutAndPaste(): void;
  insertBlock(): void;
  duplicate(): void;
  deleteBlocks(): void;
  undo(): void;
}

/** What people do to pages, typing twice as often as anything else. */
export const PAGE_EDITS: readonly (readonly [string, (page: EditedPage) => void])[] = [
  ['type', (page) => page.type()],
  ['type', (page) => page.type()],
  ['delete words', (page) => page.deleteWords()],
  ['replace words', (page) => page.replaceWords()],
  ['mend a typo', (page) => page.mendTypo()],
  ['split', (page) => page.split()],
  ['join', (page) => page.join()],
  ['move', (page) => page.move()],
  ['cut and paste', (page) => page.cutAndPaste()],
  ['insert a block', (page) => page.insertBlock()],
  ['duplicate', (page) => page.duplicate()],
  ['delete blocks', (page) => page.deleteBlocks()],
  ['undo', (page) => page.undo()],
];

/** What became of annotations, counted. */
export interface Tally {
  right: number;
  trulyOrphaned: number;
  wrongPlace: number;
  lostThoughThere: number;
}
export const emptyTally = (): Tally => ({ right: 0, trulyOrphaned: 0, wrongPlace: 0, lostThoughThere: 0 });
export const shareOf = (tally: Tally, name: keyof Tally): number =>
  tally[name] / (tally.right + tally.trulyOrphaned + tally.wrongPlace + tally.lostThoughThere);

/** The counts with their shares, to be printed. */
export const tableOf = (tally: Tally): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tally).map(([name, count]) => [name, `${count} (${(100 * shareOf(tally, name as keyof Tally)).toFixed(2)} %)`]),
  );

/** Below this share of its letters, a passage is gone. */
const THERE_FROM = 0.4;

/**
 * Judges one annotation: the letters that were selected (`uids`), where each letter of the page is now (`places`), and
 * the letters where it was found, null for an orphan. Where blocks parted, the passage is where most of it stayed together.
 */
export function judge(tally: Tally, uids: readonly number[], places: ReadonlyMap<number, number>, found: ReadonlySet<number> | null): void {
  const alive = uids.map((uid) => places.get(uid)).filter((place) => place !== undefined);
  const together = largestCluster(
    alive.toSorted((a, b) => a - b),
    uids.length * 2.5 + 20,
  );
  const there = together >= THERE_FROM * uids.length;
  if (!found) return void (tally[there ? 'lostThoughThere' : 'trulyOrphaned'] += 1);
  const hit = uids.filter((uid) => found.has(uid)).length;
  tally[hit > 0 && hit >= 0.5 * together ? 'right' : 'wrongPlace'] += 1;
}

/** How many of these places (ascending) lie within the span that holds most of them. */
function largestCluster(places: readonly number[], span: number): number {
  let best = 0;
  for (let from = 0, to = 0; from < places.length; from++) {
    while (to < places.length && places[to]! - places[from]! <= span) to += 1;
    best = Math.max(best, to - from);
  }
  return best;
}
