import { AnchorState, AnnotationStatus, Motivation } from '@parvis/shared';

/** What waits for somebody, each with an address. Without one: all annotations. */
export const SHOWS = ['questions', 'corrections', 'orphans'] as const;
export type Show = (typeof SHOWS)[number];

/** What a list of annotations shows, as it stands in the address. `author` is an id, or `me`. */
export interface AnnotationSearch {
  show?: Show;
  motivation?: Motivation;
  status?: AnnotationStatus;
  state?: AnchorState;
  author?: string;
}

/** What an address says of a list; what it does not know is left out. */
export function listSearch(search: Record<string, unknown>): AnnotationSearch {
  const { author } = search;
  return {
    ...oneOf('show', SHOWS, search),
    ...oneOf('motivation', Motivation.options, search),
    ...oneOf('status', AnnotationStatus.options, search),
    ...oneOf('state', AnchorState.options, search),
    ...(typeof author === 'string' && /^(me|[\da-f-]{36})$/i.test(author) && { author }),
  };
}

function oneOf<K extends string, T extends string>(name: K, options: readonly T[], search: Record<string, unknown>): { [P in K]?: T } {
  const found = options.find((option) => option === search[name]);
  return (found === undefined ? {} : { [name]: found }) as { [P in K]?: T };
}

/** What each show fixes; the rest can still be narrowed. */
const FIXED: Record<Show, AnnotationSearch> = {
  questions: { motivation: 'questioning', status: 'open' },
  corrections: { motivation: 'editing', status: 'open' },
  orphans: { state: 'ORPHAN', status: 'open' },
};
export const fixedBy = (show: Show | undefined): AnnotationSearch => (show ? FIXED[show] : {});

/** What the server is asked for. */
export function filtersOf(search: AnnotationSearch) {
  const { motivation, status, state, author } = { ...search, ...fixedBy(search.show) };
  return { motivation, status, state, ...(author === 'me' ? { mine: 'true' as const } : { authorId: author }) };
}

/** Whether something is narrowed beside what is shown. */
export const isNarrowed = ({ show: _, ...narrowed }: AnnotationSearch): boolean => Object.values(narrowed).some(Boolean);
