import type { PageRef } from '@parvis/shared';
import { isSafeHref } from '@parvis/shared/document';
import { IconExternalLink, IconFileText } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pageOf } from '../nodes/links.ts';
import type { Services } from '../services.ts';
import { useFloat } from './float.ts';
import classes from './address-form.module.css';

export type AddressTarget = { kind: 'address'; href: string } | { kind: 'page'; page: PageRef };

interface Props {
  what: 'link' | 'embed' | 'pageCard';
  present: string;
  isLinked: boolean;
  rect: () => DOMRect | null;
  context: Element;
  services: Services;
  onApply: (target: AddressTarget) => void;
  onRemove: () => void;
  onClose: () => void;
}

const WORDS = {
  link: { form: 'link.form', field: 'link.address', apply: 'link.apply', wrong: 'link.wrong' },
  embed: { form: 'embed.form', field: 'embed.address', apply: 'embed.apply', wrong: 'embed.wrong' },
  pageCard: { form: 'pageCard.form', field: 'pageCard.search', apply: 'embed.apply', wrong: 'link.wrong' },
} as const;
const ASK_AFTER_MS = 150;
const MOST = 6;

/** Where a link leads: an address that is typed or pasted, or a page found by its title. */
export function AddressForm({ what, present, isLinked, rect, context, services, onApply, onRemove, onClose }: Props) {
  const { t } = useTranslation('editor');
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [typed, type] = useState(present);
  const [wrong, setWrong] = useState(false);
  const [chosen, choose] = useState(-1);
  useFloat(form, rect, 'bottom-start', context);
  const address = addressIn(typed);
  const pages = usePages(what === 'embed' || address !== null ? '' : typed, services, what === 'pageCard');
  const words = WORDS[what];
  const apply = () => {
    const own = address ? pageOf(address) : null;
    const page = pages[chosen] ?? (what === 'pageCard' ? pages[0] : undefined);
    if (page) onApply({ kind: 'page', page });
    else if (own && what === 'link')
      onApply({ kind: 'page', page: services.known.read().pages.get(own.pageId) ?? { id: own.pageId, title: typed.trim(), slug: '' } });
    else if (address && what !== 'pageCard' && (what === 'link' || /^https?:/i.test(address))) onApply({ kind: 'address', href: address });
    else setWrong(true);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'ArrowDown' && pages.length > 0) choose((chosen + 1) % pages.length);
    else if (event.key === 'ArrowUp' && pages.length > 0) choose((chosen - 1 + pages.length) % pages.length);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      ref={form}
      role="dialog"
      aria-label={t(words.form)}
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) onClose();
      }}
    >
      <label htmlFor={id}>{t(words.field)}</label>
      <div className={classes['line']}>
        <input
          id={id}
          type="text"
          role="combobox"
          aria-expanded={pages.length > 0}
          aria-controls={`${id}pages`}
          aria-activedescendant={pages[chosen] ? `${id}${chosen}` : undefined}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}wrong` : undefined}
          autoComplete="off"
          spellCheck={false}
          // It opens because one asked for it.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          value={typed}
          maxLength={4_000}
          onChange={({ currentTarget }) => {
            type(currentTarget.value);
            setWrong(false);
            choose(-1);
          }}
          onKeyDown={onKey}
        />
        <button type="submit">{t(words.apply)}</button>
      </div>
      {wrong && (
        <p id={`${id}wrong`} role="alert" className={classes['wrong']}>
          {t(words.wrong)}
        </p>
      )}
      {pages.length > 0 && (
        <div id={`${id}pages`} role="listbox" aria-label={t('link.pages')} className={classes['pages']}>
          {pages.map((page, index) => (
            // Led by the field above.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={page.id}
              id={`${id}${index}`}
              role="option"
              aria-selected={index === chosen}
              onPointerMove={() => choose(index)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onApply({ kind: 'page', page })}
            >
              <IconFileText size={16} stroke={1.6} aria-hidden="true" />
              {page.title}
            </div>
          ))}
        </div>
      )}
      {what === 'link' && isLinked && (
        <div className={classes['line']}>
          {present && isSafeHref(present) && (
            <a href={present} target="_blank" rel="noopener noreferrer">
              <IconExternalLink size={16} stroke={1.6} aria-hidden="true" />
              {t('link.open')}
            </a>
          )}
          <button type="button" onClick={onRemove}>
            {t('link.remove')}
          </button>
        </div>
      )}
    </form>
  );
}

/** What was typed as an address that may be opened; `exemple.fr` means `https://exemple.fr`, `a@b.fr` a mail. */
export function addressIn(typed: string): string | null {
  const text = typed.trim();
  if (/^[a-z][a-z\d+.-]*:|^#/i.test(text)) return isSafeHref(text) ? text : null;
  if (/^[^\s@/]+@[^\s@/]+\.[a-z]{2,}$/i.test(text)) return isSafeHref(`mailto:${text}`) ? `mailto:${text}` : null;
  if (/^[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.[a-z]{2,}(?:[/?#:]\S*)?$/iu.test(text) && isSafeHref(`https://${text}`)) return `https://${text}`;
  return null;
}

function usePages(words: string, { given, known }: Services, always: boolean): PageRef[] {
  const [pages, setPages] = useState<PageRef[]>([]);
  const query = words.trim();
  useEffect(() => {
    const controller = new AbortController();
    const ask = async () => {
      const found = query || always ? (await given.searchPages(query, controller.signal)).slice(0, MOST) : [];
      if (controller.signal.aborted) return;
      known.learn({ pages: found });
      setPages(found);
    };
    // Without an answer, an address can still be typed.
    const timer = setTimeout(() => void ask().catch(() => undefined), ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query, always, given, known]);
  return pages;
}
