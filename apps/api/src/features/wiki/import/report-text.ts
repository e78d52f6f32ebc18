import type { ImportReport } from '@parvis/shared';
import { importWarningText } from '@parvis/shared/import-words';

const SHOWN = 40;

const WORDS = {
  fr: {
    pages: (r: ImportReport) => `Pages : ${r.pages.created} créées, ${r.pages.updated} mises à jour, ${r.pages.unchanged} inchangées`,
    files: (r: ImportReport) =>
      `Fichiers : ${r.files.stored} rangés, ${r.files.reused} déjà là, ${r.files.unused.length} qu’aucune page n’utilise`,
    images: (r: ImportReport) => `Images : ${r.images.shown} affichées, ${r.images.broken.length} introuvables`,
    links: (r: ImportReport) => `Liens : ${r.links.resolved} résolus, ${r.links.broken.length} rompus`,
    redirects: (r: ImportReport) => `Redirections : ${r.redirects.made} reprises, ${r.redirects.broken.length} sans page`,
    converted: 'Blocs convertis',
    kept: 'Gardés tels quels, visibles sur leur page',
    brokenLinks: 'Liens rompus',
    brokenImages: 'Images introuvables',
    unused: 'Fichiers non repris',
    brokenRedirects: 'Redirections sans page',
    warnings: 'À savoir',
    more: (count: number) => `… et ${count} de plus`,
  },
  en: {
    pages: (r: ImportReport) => `Pages: ${r.pages.created} created, ${r.pages.updated} updated, ${r.pages.unchanged} unchanged`,
    files: (r: ImportReport) =>
      `Files: ${r.files.stored} stored, ${r.files.reused} already there, ${r.files.unused.length} that no page uses`,
    images: (r: ImportReport) => `Images: ${r.images.shown} shown, ${r.images.broken.length} missing`,
    links: (r: ImportReport) => `Links: ${r.links.resolved} resolved, ${r.links.broken.length} broken`,
    redirects: (r: ImportReport) => `Redirects: ${r.redirects.made} taken over, ${r.redirects.broken.length} without a page`,
    converted: 'Blocks converted',
    kept: 'Kept as they are, visible on their page',
    brokenLinks: 'Broken links',
    brokenImages: 'Missing images',
    unused: 'Files not taken over',
    brokenRedirects: 'Redirects without a page',
    warnings: 'Good to know',
    more: (count: number) => `… and ${count} more`,
  },
};

/** The report for people: the sums first, then each thing that did not come through, with its place. */
export function reportText(report: ImportReport, language: 'fr' | 'en'): string {
  const words = WORDS[language];
  const sums = [words.pages(report), words.files(report), words.images(report), words.links(report), words.redirects(report)];
  const place = ({ page, line, detail }: { page: string; line: number; detail: string }) => `${page}:${line}  ${detail}`;
  const sections: [title: string, lines: string[]][] = [
    [
      words.converted,
      Object.entries(report.converted)
        .toSorted((a, b) => b[1] - a[1])
        .map(([kind, count]) => `${kind} ${count}`),
    ],
    [words.kept, report.kept.map((entry) => `${entry.what}  ${place(entry)}`)],
    [words.brokenLinks, report.links.broken.map(place)],
    [words.brokenImages, report.images.broken.map(place)],
    [words.unused, report.files.unused],
    [words.brokenRedirects, report.redirects.broken.map(({ from, to }) => `${from} → ${to}`)],
    [words.warnings, report.warnings.map((warning) => importWarningText(warning, language))],
  ];
  const shown = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => {
      const more = lines.length > SHOWN ? [`  ${words.more(lines.length - SHOWN)}`] : [];
      return [`\n${title} (${lines.length})`, ...lines.slice(0, SHOWN).map((line) => `  ${line}`), ...more].join('\n');
    });
  return [...sums, ...shown].join('\n');
}
