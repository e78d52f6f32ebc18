import type { AnnotationView } from '@parvis/shared';
import { IconFilter } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnotationSearch } from './annotation-search.ts';
import { countsOf, isNarrowed } from './filters.ts';
import { MOTIVATIONS } from './kinds.ts';
import { usePanelTools } from './panel-context.ts';
import { useAnnotationSearch } from './use-annotation-search.ts';
import classes from './panel.module.css';

const ANCHORS = ['CHANGED', 'MOVED', 'ORPHAN'] as const;

/** Which annotations are shown; it stands in the address of the page. */
export function Filters({ items }: { items: readonly AnnotationView[] }) {
  const { t } = useTranslation('annotations');
  const { me } = usePanelTools();
  const [search, change] = useAnnotationSearch();
  const narrowed = isNarrowed(search) && !(search.by === 'me' && !search.motivation && !search.anchor);
  const [opened, open] = useState(narrowed);
  const id = useId();
  const { open: openCount, resolved } = countsOf(items, search, me.id);
  const status = search.status ?? 'open';
  return (
    <>
      <div role="group" aria-label={t('filter.label')} className={classes['filters']}>
        <Toggle pressed={status === 'open'} onPress={() => change({ status: undefined })}>
          {t('filter.open')} <span>{openCount}</span>
        </Toggle>
        <Toggle pressed={status === 'resolved'} onPress={() => change({ status: 'resolved' })}>
          {t('filter.resolved')} <span>{resolved}</span>
        </Toggle>
        <Toggle pressed={status === 'all'} onPress={() => change({ status: 'all' })}>
          {t('filter.all')}
        </Toggle>
        <button
          type="button"
          className={classes['more']}
          aria-expanded={opened}
          aria-controls={id}
          aria-label={t('filter.more')}
          title={t('filter.more')}
          data-narrowed={isNarrowed(search)}
          onClick={() => open(!opened)}
        >
          <IconFilter size={16} stroke={1.6} aria-hidden="true" />
        </button>
      </div>
      <div id={id} hidden={!opened} className={classes['narrow']}>
        <Narrow items={items} search={search} onChange={change} />
      </div>
    </>
  );
}

function Toggle({ pressed, onPress, children }: { pressed: boolean; onPress: () => void; children: React.ReactNode }) {
  return (
    <button type="button" aria-pressed={pressed} onClick={onPress}>
      {children}
    </button>
  );
}

type Change = ReturnType<typeof useAnnotationSearch>[1];

function Narrow({ items, search, onChange }: { items: readonly AnnotationView[]; search: AnnotationSearch; onChange: Change }) {
  const { t } = useTranslation('annotations');
  const { me } = usePanelTools();
  const authors = new Map(items.flatMap(({ author }) => (author && author.id !== me.id ? [[author.id, author.name]] : [])));
  return (
    <>
      <Select
        label={t('filter.kind')}
        value={search.motivation ?? ''}
        all={t('filter.everyKind')}
        options={MOTIVATIONS.map((kind) => [kind, t(`kind.${kind}`)])}
        onChange={(value) => onChange({ motivation: MOTIVATIONS.find((kind) => kind === value) })}
      />
      <Select
        label={t('filter.author')}
        value={search.by ?? ''}
        all={t('filter.everybody')}
        options={[
          ['me', t('filter.mine')],
          ...[...authors].toSorted(([, a], [, b]) => a!.localeCompare(b!)).map(([id, name]) => [id!, name!] as const),
        ]}
        onChange={(value) => onChange({ by: value || undefined })}
      />
      <Select
        label={t('filter.place')}
        value={search.anchor ?? ''}
        all={t('filter.everyPlace')}
        options={ANCHORS.map((anchor) => [anchor, t(`filter.${anchor}`)])}
        onChange={(value) => onChange({ anchor: ANCHORS.find((anchor) => anchor === value) })}
      />
    </>
  );
}

interface SelectProps {
  label: string;
  value: string;
  all: string;
  options: readonly (readonly [value: string, name: string])[];
  onChange: (value: string) => void;
}
function Select({ label, value, all, options, onChange }: SelectProps) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="">{all}</option>
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
