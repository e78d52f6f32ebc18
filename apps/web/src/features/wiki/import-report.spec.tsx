import type { ImportReport } from '@parvis/shared';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { speakAlso } from '../../lib/i18n.ts';
import { show } from '../../test-screen.tsx';
import { ReportView } from './import-report.tsx';

const NOTHING: ImportReport = {
  pages: { created: 0, updated: 0, unchanged: 0 },
  files: { stored: 0, reused: 0, unused: [] },
  images: { shown: 0, broken: [] },
  links: { resolved: 0, broken: [] },
  converted: {},
  kept: [],
  redirects: { made: 0, broken: [] },
  warnings: [],
};
const at = (page: string, line: number, detail: string) => ({ page, line, detail });
const read = async (report: Partial<ImportReport>) => {
  await speakAlso('imports');
  await show(<ReportView report={{ ...NOTHING, ...report }} slug="ponts" />);
};

it('says in sentences what became of the pages, and that nothing is left to look at', async () => {
  await read({ pages: { created: 2, updated: 1, unchanged: 0 }, links: { resolved: 4, broken: [] } });
  expect(screen.getByRole('status')).toHaveTextContent('2 pages créées et 1 page mise à jour. Tout est arrivé.');
  expect(screen.getByText('4 mènent à leur page')).toBeInTheDocument();
  expect(screen.queryByText('Images')).not.toBeInTheDocument();
});

it('gives each broken link on its page, with its line, why, and a way to the page', async () => {
  await read({
    pages: { created: 1, updated: 0, unchanged: 0 },
    links: {
      resolved: 0,
      broken: [
        at('guide/README.md', 12, 'absent.md: not there'),
        at('guide/README.md', 15, 'javascript:x: not an address that may be opened'),
      ],
    },
  });
  expect(screen.getByRole('status')).toHaveTextContent('2 points à regarder');
  await userEvent.click(screen.getByText('Liens rompus'));
  const list = within(screen.getByText('Liens rompus').closest('details') as HTMLElement);
  expect(list.getByRole('link', { name: 'guide/README.md' })).toHaveAttribute('href', '/c/ponts/wiki/guide');
  expect(list.getByText('ligne 12').closest('li')).toHaveTextContent('absent.md n’est pas dans le zip');
  expect(list.getByText('ligne 15').closest('li')).toHaveTextContent('javascript:x adresse que l’on ne peut pas ouvrir');
});

it('says in words what was kept, and tells page settings from blocks', async () => {
  await read({
    pages: { created: 1, updated: 0, unchanged: 0 },
    kept: [
      { ...at('a.md', 3, '{% swagger %}'), what: 'swagger' },
      { ...at('a.md', 9, ''), what: 'comment' },
      { ...at('a.md', 11, '<marquee>'), what: 'html' },
      { ...at('b.md', 1, 'hidden'), what: 'front-matter' },
    ],
  });
  const kept = screen.getByText('Blocs gardés tels quels, visibles sur leur page').closest('details');
  expect(kept).toHaveTextContent('balise GitBook « swagger »');
  expect(kept).toHaveTextContent('commentaire HTML');
  expect(kept).toHaveTextContent('élément HTML « marquee »');
  expect(kept).not.toHaveTextContent('hidden');
  expect(screen.getByText('Réglages de page sans équivalent ici').closest('details')).toHaveTextContent('« hidden »');
});

it('says in French what is to be known beside', async () => {
  await read({
    warnings: [
      { code: 'unlisted', name: 'a.md' },
      { code: 'annotations-taken', name: 'b.md', count: 3 },
    ],
  });
  const list = screen.getByText('À savoir').closest('details');
  expect(list).toHaveTextContent('« a.md » n’est pas dans SUMMARY.md');
  expect(list).toHaveTextContent('reprises en votre nom, chacune dit qui l’a écrite (3)');
});
