import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DocumentReader } from './document-reader.tsx';
import { bearings, files, links, p } from './reader.fixture.ts';
import { show } from './reader.test-kit.tsx';
import { TableOfContents } from './table-of-contents.tsx';

afterEach(() => vi.restoreAllMocks());

const both = (
  <>
    <TableOfContents document={bearings} folds />
    <DocumentReader document={bearings} links={links} files={files} />
  </>
);

describe('the table of contents', () => {
  it('nests parts below those that they belong to', async () => {
    await show(both);
    const nav = screen.getByRole('navigation', { name: 'Sur cette page' });
    expect(
      within(nav)
        .getAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual(['#avant-la-pose', '#ce-que-dit-l-etiquette', '#le-jour-de-la-pose', '#apres-le-transfert-de-charge', '#avant-la-pose-2']);
    expect(within(nav).getByRole('link', { name: 'Ce que dit l’étiquette' }).closest('ul ul')).toBeTruthy();
  });

  it('is not there for a page of one part', async () => {
    await show(<TableOfContents document={{ type: 'doc', content: [p('rien')] }} />);
    expect(screen.queryByRole('navigation')).toBeNull();
  });

  it('unfolds by its button, and folds when one has chosen', async () => {
    const user = userEvent.setup();
    await show(both);
    const button = screen.getByRole('button', { name: 'Sur cette page' });
    await user.click(button);
    expect(button).toHaveAttribute('aria-expanded', 'true');
    await user.click(screen.getByRole('link', { name: 'Le jour de la pose' }));
    expect(button).toHaveAttribute('aria-expanded', 'false');
  });

  it('shows the part that stands at the reading line, whichever way one scrolls', async () => {
    let crossed = () => undefined as void;
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        constructor(tell: () => void) {
          crossed = tell;
        }
        observe = () => undefined;
        disconnect = () => undefined;
      },
    );
    let scrolled = 0;
    const tops = new Map([
      ['avant-la-pose', 200],
      ['ce-que-dit-l-etiquette', 600],
      ['le-jour-de-la-pose', 900],
    ]);
    vi.spyOn(Element.prototype, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList);
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function rect(this: Element) {
      return { top: (tops.get(this.id) ?? 9_000) - scrolled } as DOMRect;
    });
    await show(both);
    const current = () => screen.queryAllByRole('link').find((link) => link.getAttribute('aria-current'))?.textContent;
    const scroll = (to: number) =>
      act(() => {
        scrolled = to;
        crossed();
      });
    scroll(0);
    expect(current()).toBeUndefined();
    scroll(850);
    expect(current()).toBe('Le jour de la pose');
    scroll(700);
    expect(current()).toBe('Ce que dit l’étiquette');
  });
});
