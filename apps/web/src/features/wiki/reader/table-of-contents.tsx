import { type DocumentNode, type HeadingAnchor, headingAnchors } from '@parvis/shared/document';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './table-of-contents.module.css';

/** Fewer headings than this need no list. */
const FEWEST = 2;
const LEVELS = 3;
/** Below the top bar and a little air, in pixels: what stands above this line has been read. */
const READING_LINE = 120;

interface Part extends HeadingAnchor {
  parts: Part[];
}

/** The parts of a page, and which one is being read. Beside the text it stays open; before it, it folds (`folds`). */
export function TableOfContents({ document, folds = false }: { document: DocumentNode; folds?: boolean }) {
  const { t } = useTranslation();
  const [unfolded, unfold] = useState(false);
  const list = useId();
  const headings = useMemo(() => uppermost(headingAnchors(document)), [document]);
  const parts = useMemo(() => nested(headings), [headings]);
  const [current, choose] = useReadPart(headings);
  if (headings.length < FEWEST) return null;
  const follow = (anchor: string) => {
    choose(anchor);
    unfold(false);
  };
  return (
    <nav className={classes['contents']} data-folds={folds} aria-label={t('reader.contents')}>
      {folds ? (
        <button type="button" className={classes['toggle']} aria-expanded={unfolded} aria-controls={list} onClick={() => unfold(!unfolded)}>
          {t('reader.contents')}
          <IconChevronDown size={16} stroke={1.6} aria-hidden="true" />
        </button>
      ) : (
        <p className={classes['title']} aria-hidden="true">
          {t('reader.contents')}
        </p>
      )}
      <div id={list} className={classes['list']} data-unfolded={unfolded || !folds}>
        <Parts parts={parts} current={current} onFollow={follow} />
      </div>
    </nav>
  );
}

function Parts({ parts, current, onFollow }: { parts: Part[]; current: string | null; onFollow: (anchor: string) => void }) {
  return (
    <ul>
      {parts.map(({ anchor, text, parts: inside }) => (
        <li key={anchor}>
          <a href={`#${anchor}`} aria-current={anchor === current ? 'location' : undefined} onClick={() => onFollow(anchor)}>
            {text}
          </a>
          {inside.length > 0 && <Parts parts={inside} current={current} onFollow={onFollow} />}
        </li>
      ))}
    </ul>
  );
}

/** Headings with words, of the first three levels that the page uses. */
function uppermost(headings: HeadingAnchor[]): HeadingAnchor[] {
  const named = headings.filter(({ text }) => text);
  const top = Math.min(...named.map(({ level }) => level));
  return named.filter(({ level }) => level < top + LEVELS);
}

/** Each heading below the last one of a higher level. A level that is left out makes no empty step. */
function nested(headings: HeadingAnchor[]): Part[] {
  const roots: Part[] = [];
  const above: Part[] = [];
  for (const heading of headings) {
    const part = { ...heading, parts: [] };
    while (above.length > 0 && above.at(-1)!.level >= heading.level) above.pop();
    (above.at(-1)?.parts ?? roots).push(part);
    above.push(part);
  }
  return roots;
}

/** The part that is being read: the last heading above the reading line. One that was just followed counts until the next crossing. */
function useReadPart(headings: HeadingAnchor[]): [current: string | null, choose: (anchor: string) => void] {
  const [current, setCurrent] = useState<string | null>(null);
  useEffect(() => {
    const elements = headings.flatMap(({ anchor }) => window.document.getElementById(anchor) ?? []);
    const find = () =>
      setCurrent(elements.findLast((element) => isShown(element) && element.getBoundingClientRect().top <= READING_LINE)?.id ?? null);
    // Tells when a heading crosses the reading line, either way.
    const observer = new IntersectionObserver(find, { rootMargin: `-${READING_LINE}px 0px 0px 0px` });
    for (const element of elements) observer.observe(element);
    return () => observer.disconnect();
  }, [headings]);
  return [current, setCurrent];
}

/** Not in a folded part or behind a tab. */
const isShown = (element: Element): boolean => element.getClientRects().length > 0;
