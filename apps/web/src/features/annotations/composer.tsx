import type { Motivation } from '@parvis/shared';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnotate } from './annotations.queries.ts';
import type { Composing } from './desk.ts';
import { KIND_ICONS, MOTIVATIONS } from './kinds.ts';
import { usePanelTools } from './panel-context.ts';
import { SaidForm, WhoSees } from './said-form.tsx';
import { shortQuote } from './text-places.ts';
import { useAnnotationSearch } from './use-annotation-search.ts';
import classes from './card.module.css';
import form from './form.module.css';

const NOBODY = [] as const;

/** An annotation that is being written. What was typed stays on this device until the server has it. */
export function Composer({ composing }: { composing: Composing }) {
  const { t } = useTranslation('annotations');
  const { page, me, desk, beside } = usePanelTools();
  const annotate = useAnnotate(me, page.id);
  const [, change] = useAnnotationSearch();
  const card = useRef<HTMLElement>(null);
  const { id, sending: _, target, motivation, visibility, ...said } = composing;
  useEffect(() => {
    if (!beside) card.current?.scrollIntoView({ block: 'nearest' });
  }, [beside]);
  const write = (part: Partial<Composing>) => desk.write({ ...composing, ...part });
  const send = async () => {
    write({ sending: true });
    try {
      await annotate.mutateAsync({ id, sourceId: page.id, motivation, visibility, ...said, ...(target && { target }) });
      desk.arrived(id);
      if (!desk.read().composing) change({ annotation: id });
    } catch {
      // The form says why; what was written is still in it.
      desk.giveBack(composing);
    }
  };
  // It stands among the others already.
  if (annotate.isPending) return null;
  return (
    <section ref={card} className={classes['card']} data-kind={motivation} data-open="true" aria-label={t('form.title')}>
      <div className={classes['head']}>
        <h3 className={classes['kind']}>{t(target ? 'form.title' : 'form.titleWhole')}</h3>
        <button
          type="button"
          className={classes['icon']}
          aria-label={t('form.cancel')}
          title={t('form.cancel')}
          onClick={() => desk.write(null)}
        >
          <IconX size={16} stroke={1.6} aria-hidden="true" />
        </button>
      </div>
      {target && <blockquote className={classes['quote']}>{shortQuote(target.exact, t('atom'))}</blockquote>}
      <Kinds value={motivation} onChange={(next) => write({ motivation: next })} />
      <SaidForm
        label={t('form.label')}
        placeholder={t(`form.placeholder.${motivation}`)}
        said={said}
        people={NOBODY}
        files={NOBODY}
        send={t('form.send')}
        mayBeEmpty={motivation === 'highlighting'}
        busy={annotate.isPending}
        error={annotate.error}
        onChange={write}
        onSend={() => void send()}
        onCancel={() => desk.write(null)}
      >
        <WhoSees value={visibility} onChange={(next) => write({ visibility: next })} />
      </SaidForm>
    </section>
  );
}

function Kinds({ value, onChange }: { value: Motivation; onChange: (value: Motivation) => void }) {
  const { t } = useTranslation('annotations');
  return (
    <div role="group" aria-label={t('form.kind')} className={form['kinds']}>
      {MOTIVATIONS.map((kind) => {
        const Icon = KIND_ICONS[kind];
        return (
          <button key={kind} type="button" data-kind={kind} aria-pressed={kind === value} onClick={() => onChange(kind)}>
            <Icon size={16} stroke={1.6} aria-hidden="true" />
            {t(`bar.${kind}`)}
          </button>
        );
      })}
    </div>
  );
}
