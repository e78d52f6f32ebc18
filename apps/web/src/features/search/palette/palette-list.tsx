import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type MouseEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { Loading } from '../../../ui/states.tsx';
import { Marked } from '../marked.tsx';
import { wordsIn } from '../search-address.ts';
import { suggestions } from '../search.queries.ts';
import type { PaletteAction } from './actions.ts';
import { type Line, type Lines, linesFor, resultsAddress } from './lines.tsx';
import { LIST_ID, type PaletteField } from './palette.tsx';
import { useChoosing } from './use-choosing.ts';
import classes from './palette-list.module.css';

await speakAlso('search');

/** A pause in typing, after which the server is asked; in milliseconds. */
const PAUSE_MS = 70;
/** A line that is pointed at for so long is fetched before it is opened; in milliseconds. */
const REST_MS = 80;
/** Screen readers say how many there are once one has stopped typing; in milliseconds. */
const SETTLED_MS = 500;

interface Props {
  field: PaletteField;
  actions: readonly PaletteAction[];
  /** The community one is in: its pages come first. */
  community: { id: string; name: string } | null;
  /** The page one is at. */
  pageId: string | null;
  onClose: () => void;
}

/** What the palette offers for what is typed: before it, what one read last. */
export function PaletteList({ field, actions, community, pageId, onClose }: Props) {
  const { t } = useTranslation('search');
  const router = useRouter();
  const q = wordsIn(field.typed);
  const enough = isEnough(q) ? q : '';
  const [asked] = useDebouncedValue(enough, PAUSE_MS);
  const { data: answer, isError, isSuccess, isPlaceholderData } = useQuery(suggestions(asked, community?.id));
  const answered = asked === enough && (isError || (isSuccess && !isPlaceholderData));
  const groups = linesFor({ q, answer, actions, community, pageId }, t);
  const lines = groups.flatMap((group) => group.lines);
  const go = (does: Line['does'], inNewTab = false) => {
    if (typeof does === 'function') {
      onClose();
      does();
    } else if (inNewTab) window.open(does, '_blank', 'noopener');
    else {
      onClose();
      void router.navigate({ href: does });
      // Once the palette has given the focus back to what is left now.
      setTimeout(() => document.getElementById('main')?.focus({ preventScroll: true }));
    }
  };
  const { chosen, choose } = useChoosing({ field, lines, answered, go });
  useFetchBefore(chosen?.does);
  return (
    <>
      {!answer && !isError && (
        <div className={classes['wait']}>
          <Loading rows={3} />
        </div>
      )}
      <div id={LIST_ID} role="listbox" aria-label={t('palette.list')} className={classes['list']}>
        {groups.map((group) => (
          <GroupOf key={group.id} group={group} chosen={chosen} onPoint={choose} onGo={go} />
        ))}
      </div>
      {isError && (
        <p className={classes['note']} role="status">
          {t('palette.offline')}
        </p>
      )}
      <Count lines={groups.filter(({ id }) => id !== 'everywhere').flatMap((group) => group.lines).length} answered={answered} q={q} />
      <footer className={classes['foot']}>
        {q !== '' && (
          <span>
            <kbd aria-hidden="true">Tab</kbd>{' '}
            <a className="link" href={resultsAddress(q)} onClick={(event) => follow(event, () => go(resultsAddress(q)))}>
              {t('palette.all')}
            </a>
          </span>
        )}
        <Keys />
      </footer>
    </>
  );
}
/** Two letters, or one character of a script whose characters are words. */
const isEnough = (q: string): boolean =>
  [...q].length > 1 || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(q);

/** Follows a link without loading the page anew, unless the browser is to open it elsewhere. */
function follow(event: MouseEvent, go: () => void): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go();
}

interface GroupProps {
  group: Lines;
  chosen: Line | undefined;
  onPoint: (id: string) => void;
  onGo: (does: Line['does']) => void;
}

function GroupOf({ group: { id, name, lines }, chosen, onPoint, onGo }: GroupProps) {
  const heading = `palette-heading-${id}`;
  return (
    <div role="group" className={classes['group']} {...(name !== null && { 'aria-labelledby': heading })}>
      {name !== null && (
        <div id={heading} className={classes['heading']}>
          {name}
        </div>
      )}
      {lines.map((line) => (
        <LineOf key={line.id} line={line} selected={line.id === chosen?.id} onPoint={() => onPoint(line.id)} onGo={() => onGo(line.does)} />
      ))}
    </div>
  );
}

function LineOf({ line, selected, onPoint, onGo }: { line: Line; selected: boolean; onPoint: () => void; onGo: () => void }) {
  const { id, mark, name, detail, does } = line;
  const option = {
    id,
    role: 'option',
    tabIndex: -1,
    'aria-selected': selected,
    className: classes['line'],
    // Not when the list moves below a pointer that rests.
    onPointerMove: onPoint,
  };
  const words = (
    <>
      <span className={classes['mark']}>{mark}</span>
      <span className={classes['words']}>
        <span className={classes['name']}>
          <Marked text={name} />
        </span>
        {detail && (
          <span className={classes['detail']}>
            <span className="visually-hidden">, </span>
            {detail}
          </span>
        )}
      </span>
    </>
  );
  if (typeof does === 'function')
    return (
      <button type="button" {...option} onClick={onGo}>
        {words}
      </button>
    );
  return (
    <a href={does} {...option} onClick={(event) => follow(event, onGo)}>
      {words}
    </a>
  );
}

/** How many there are, for those who do not see them. */
function Count({ lines, answered, q }: { lines: number; answered: boolean; q: string }) {
  const { t } = useTranslation('search');
  const [said] = useDebouncedValue(answered && q !== '' ? t('palette.count', { count: lines }) : '', SETTLED_MS);
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}

const KEYS = [
  ['↑ ↓', 'choose'],
  ['↵', 'open'],
  ['Ctrl ↵', 'newTab'],
] as const;

function Keys() {
  const { t } = useTranslation('search');
  return (
    <p className={classes['keys']} aria-hidden="true">
      {KEYS.map(([key, name]) => (
        <span key={key}>
          <kbd>{key}</kbd> {t(`palette.key.${name}`)}
        </span>
      ))}
    </p>
  );
}

/** Fetches the screen of the chosen line when one stays at it for a moment. */
function useFetchBefore(does: Line['does'] | undefined): void {
  const router = useRouter();
  const first = useRef(true);
  useEffect(() => {
    // The first line is chosen by nobody when the palette opens.
    if (first.current) {
      first.current = false;
      return;
    }
    if (typeof does !== 'string') return;
    const [to] = does.split('?');
    const timer = setTimeout(() => void router.preloadRoute({ to }).catch(() => undefined), REST_MS);
    return () => clearTimeout(timer);
  }, [does, router]);
}
