import type { MarkedText, SearchSuggestions } from '@parvis/shared';
import { defaultStringifySearch } from '@tanstack/react-router';
import { IconClock, IconFileText, IconSearch } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { found, plain } from '../../../lib/found.ts';
import { Emblem } from '../../../ui/emblem.tsx';
import { Portrait } from '../../../ui/portrait.tsx';
import type { PaletteAction } from './actions.ts';

/** One line of the palette. */
export interface Line {
  /** Of its element, too. */
  id: string;
  mark: ReactNode;
  name: MarkedText;
  detail: string;
  /** An address of the workplace, or what is done. */
  does: string | (() => void);
}
/** Lines below a heading; `name` is null where the lines speak for themselves. */
export interface Lines {
  id: string;
  name: string | null;
  lines: Line[];
}

interface Offered {
  /** What is typed now. */
  q: string;
  /** What the server offers, and for what; undefined before its first answer. */
  answer: { q: string; found: SearchSuggestions } | undefined;
  actions: readonly PaletteAction[];
  /** The community one is in. */
  community: { id: string; name: string } | null;
  /** The page one is at: it is no place to go to. */
  pageId: string | null;
}
const MOST_ACTIONS = 5;
/** Letters from which a beginning says what is meant. */
const CALLED_FROM = 3;
const picture = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;
const unmarked = (text: string): MarkedText => [{ text, hit: false }];

/** All lines of the palette, in groups, in the order in which the arrow keys go through them. Empty groups are left out. */
export function linesFor({ q, answer, actions, community, pageId }: Offered, t: TFunction<'search'>): Lines[] {
  const things = answer ? offered(elsewhere(answer, pageId), answer.q === '', t) : [];
  const acting = { id: 'actions', name: t('palette.actions'), lines: actionsFor(q, actions) };
  const groups = [
    ...(isCalledFor(q, acting.lines) ? [acting, ...things] : [...things, acting]),
    { id: 'everywhere', name: null, lines: q === '' ? [] : wider(q, community, t) },
  ];
  return groups.filter(({ lines }) => lines.length > 0);
}

function elsewhere({ q, found: all }: NonNullable<Offered['answer']>, pageId: string | null): SearchSuggestions {
  return q === '' ? { ...all, pages: all.pages.filter(({ id }) => id !== pageId) } : all;
}

function offered({ pages, people, communities }: SearchSuggestions, recent: boolean, t: TFunction<'search'>): Lines[] {
  return [
    {
      id: 'pages',
      name: t(recent ? 'palette.recent' : 'palette.pages'),
      lines: pages.map(({ id, slug, titleParts, community, parentTitle, visited }) => ({
        id: `palette-page-${id}`,
        mark: visited ? <IconClock {...picture} /> : <IconFileText {...picture} />,
        name: titleParts,
        detail: [community?.name, parentTitle].filter(Boolean).join(' › '),
        does: `/p/${id}/${slug}`,
      })),
    },
    {
      id: 'people',
      name: t('palette.people'),
      lines: people.map((person) => ({
        id: `palette-person-${person.id}`,
        mark: <Portrait person={person} size="s" />,
        name: person.titleParts,
        detail: [person.job, person.organization].filter(Boolean).join(' · '),
        does: `/people/${person.id}`,
      })),
    },
    {
      id: 'communities',
      name: t(recent ? 'palette.mine' : 'palette.communities'),
      lines: communities.map(({ id, slug, emblem, titleParts, mine, visibility }) => ({
        id: `palette-community-${id}`,
        mark: <Emblem number={emblem} />,
        name: titleParts,
        detail: recent ? '' : t(mine ? 'palette.member' : `visibility.${visibility}`),
        does: `/c/${slug}`,
      })),
    },
  ];
}

/** Whoever types the beginning of what an action is called means it before anything that is found. */
const isCalledFor = (q: string, [first]: Line[]): boolean =>
  q.length >= CALLED_FROM && first !== undefined && plain(first.name[0]?.text ?? '').startsWith(plain(q));

function actionsFor(q: string, actions: readonly PaletteAction[]): Line[] {
  const wanted = q === '' ? actions.filter(({ first }) => first) : found(actions, q).slice(0, MOST_ACTIONS);
  return wanted.map(({ id, label, icon: Picture, does }) => ({
    id: `palette-action-${id}`,
    mark: <Picture {...picture} />,
    name: unmarked(label),
    detail: '',
    does,
  }));
}

/** The way to all results: in the community one is in, and everywhere. */
function wider(q: string, community: Offered['community'], t: TFunction<'search'>): Line[] {
  const mark = <IconSearch {...picture} />;
  const everywhere: Line = {
    id: 'palette-everywhere',
    mark,
    name: unmarked(t('palette.everywhere', { q })),
    detail: '',
    does: resultsAddress(q),
  };
  if (!community) return [everywhere];
  const here = t('palette.inCommunity', { q, name: community.name });
  return [everywhere, { id: 'palette-here', mark, name: unmarked(here), detail: '', does: resultsAddress(q, community.id) }];
}

/** Where all results of a search are. */
export const resultsAddress = (q: string, community?: string): string => `/search${defaultStringifySearch({ q, community })}`;
