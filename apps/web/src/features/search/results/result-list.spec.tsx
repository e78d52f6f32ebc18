import type { SearchAnswer, SearchHit } from '@parvis/shared';
import { useInfiniteQuery } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { speakAlso } from '../../../lib/i18n.ts';
import { NetworkError, ProblemError } from '../../../lib/problem-error.ts';
import { show } from '../../../test-screen.tsx';
import { ResultList } from './result-list.tsx';

await speakAlso('search');

const hit = (title: string, more: Partial<SearchHit> = {}): SearchHit => ({
  kind: 'page',
  id: title,
  title,
  titleParts: [{ text: title, hit: true }],
  excerpt: [
    { text: 'avec ', hit: false },
    { text: 'ceci', hit: true },
  ],
  url: `/p/${title}/x`,
  communityId: null,
  community: null,
  author: null,
  updatedAt: null,
  state: null,
  audience: null,
  page: null,
  breadcrumb: [],
  person: null,
  file: null,
  ...more,
});
const answer = (items: SearchHit[], more: Partial<SearchAnswer> = {}): SearchAnswer => ({
  items,
  nextCursor: null,
  corrected: null,
  ...more,
});

/** Shows these answers, one after the other. */
async function list(answers: (SearchAnswer | Error)[], onWiden: (() => void) | null = null) {
  const ask = vi.fn(async ({ pageParam }: { pageParam: number }) => {
    const given = answers[pageParam];
    if (!given || given instanceof Error) throw given;
    return given;
  });
  function Results() {
    const query = useInfiniteQuery({
      queryKey: ['search'],
      queryFn: ask,
      initialPageParam: 0,
      getNextPageParam: (last: SearchAnswer, _all, param: number) => (last.nextCursor ? param + 1 : undefined),
    });
    return <ResultList q="ceci" query={query} onWiden={onWiden} />;
  }
  await show(<Results />);
  return ask;
}
const titles = () => screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);

it('shows text as text: what looks like markup runs nowhere', async () => {
  const markup = '<img src=x onerror=alert(1)>';
  await list([answer([hit('Une', { titleParts: [{ text: markup, hit: true }], excerpt: [{ text: markup, hit: false }] })])]);
  expect(await screen.findAllByText(markup)).toHaveLength(2);
  expect(document.querySelector('img')).toBeNull();
});

it('marks what was found, and says how many there are', async () => {
  await list([answer([hit('Une'), hit('Deux')])]);
  expect(await screen.findByText('2 résultats')).toHaveAttribute('role', 'status');
  expect([...document.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual(['Une', 'ceci', 'Deux', 'ceci']);
});

it('goes on when asked, and puts the focus on the first that came', async () => {
  await list([answer([hit('Une')], { nextCursor: 'next' }), answer([hit('Deux')])]);
  await userEvent.click(await screen.findByRole('button', { name: 'Voir la suite' }));
  await waitFor(() => expect(titles()).toEqual(['Une', 'Deux']));
  expect(screen.getByRole('link', { name: 'Deux' })).toHaveFocus();
});

it('goes on by itself where a part of the answer is empty', async () => {
  const ask = await list([answer([], { nextCursor: 'next' }), answer([hit('Loin')])]);
  await waitFor(() => expect(titles()).toEqual(['Loin']));
  expect(ask).toHaveBeenCalledTimes(2);
});

it('says for what it looked where what was typed is found nowhere', async () => {
  await list([answer([hit('Une')], { corrected: 'celui' })]);
  expect(await screen.findByText(/voici ce qui correspond à «\scelui\s»/)).toBeVisible();
});

it('leads back to everything where filters leave nothing', async () => {
  const widen = vi.fn();
  await list([answer([])], widen);
  await userEvent.click(await screen.findByRole('button', { name: 'Chercher dans tout' }));
  expect(widen).toHaveBeenCalledOnce();
});

it.each([
  [
    'only words to leave out',
    new ProblemError({ type: '', title: '', status: 400, code: 'nothing-to-find' }),
    'Dites aussi ce qu’il faut chercher',
  ],
  ['no network', new NetworkError('x'), 'Le réseau ne répond pas'],
  ['a refusal', new ProblemError({ type: '', title: '', status: 403, code: 'forbidden' }), 'Cet endroit ne vous est pas ouvert'],
])('says what is the matter: %s', async (_, error, said) => {
  await list([error]);
  expect(await screen.findByRole('heading', { name: said })).toBeVisible();
});

it('keeps what is shown when the rest does not come, and tries again', async () => {
  const answers: (SearchAnswer | Error)[] = [answer([hit('Une')], { nextCursor: 'next' }), new NetworkError('x')];
  await list(answers);
  await userEvent.click(await screen.findByRole('button', { name: 'Voir la suite' }));
  await screen.findByRole('alert');
  expect(titles()).toEqual(['Une']);
  answers[1] = answer([hit('Deux')]);
  await userEvent.click(screen.getByRole('button', { name: 'Réessayer' }));
  await waitFor(() => expect(titles()).toEqual(['Une', 'Deux']));
});
