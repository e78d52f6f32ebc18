import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchField, useSearch } from '../../../ui/search-field.tsx';
import { Failed, Loading } from '../../../ui/states.tsx';
import { type TreeNode, nest, pageTree } from '../wiki.queries.ts';
import { pagesCalled, writableCommunities } from './pages.queries.ts';
import classes from './pages.module.css';

export interface Chosen {
  communityId: string;
  parentId: string | null;
}
interface Props {
  value: Chosen;
  onChange: (place: Chosen) => void;
  /** A page that cannot be put below itself. */
  without?: string | undefined;
}
interface Choice {
  id: string;
  title: string;
  level: number;
  above?: string | null;
}

/** Lines of a tree shown at once; typing narrows it. */
const SHOWN = 200;

/** Under which page of which community: a tree that one searches. */
export function PlacePicker({ value, onChange, without }: Props) {
  const { t } = useTranslation('pages');
  const communities = useQuery(writableCommunities);
  const { typed, type, q } = useSearch();
  return (
    <div className={classes['place']}>
      <Select
        label={t('place.community')}
        data={communities.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={value.communityId}
        allowDeselect={false}
        searchable={(communities.data?.length ?? 0) > 8}
        onChange={(communityId) => communityId && onChange({ communityId, parentId: null })}
      />
      <SearchField label={t('place.search')} value={typed} onChange={type} />
      <Pages q={q} value={value} onChange={onChange} without={without} />
    </div>
  );
}

function Pages({ q, value, onChange, without }: Props & { q: string }) {
  const { t } = useTranslation('pages');
  const tree = useQuery(pageTree(value.communityId));
  const whole = tree.data?.whole !== false;
  const called = useQuery({ ...pagesCalled(value.communityId, q), enabled: !whole && q !== '' });
  const choices = useMemo(() => {
    if (!whole && q !== '') {
      const found = called.data?.items.filter(({ community }) => community.id === value.communityId) ?? [];
      return found.map(({ id, title, parentTitle }) => ({ id, title, level: 1, above: parentTitle }));
    }
    const all = flat(nest(tree.data?.items ?? []), without);
    return q === '' ? all : all.filter(({ title }) => folded(title).includes(folded(q))).map((choice) => ({ ...choice, level: 1 }));
  }, [whole, q, called.data, tree.data, without, value.communityId]);
  if (tree.isPending) return <Loading rows={3} />;
  if (tree.isError) return <Failed error={tree.error} onRetry={() => void tree.refetch()} />;
  const choose = (parentId: string | null) => onChange({ ...value, parentId });
  return (
    <fieldset className={classes['places']}>
      <legend>{t('place.under')}</legend>
      {q === '' && <PlaceChoice title={t('place.top')} level={1} checked={value.parentId === null} onChoose={() => choose(null)} />}
      {choices.slice(0, SHOWN).map(({ id, title, level, above }) => (
        <PlaceChoice key={id} title={title} above={above} level={level} checked={value.parentId === id} onChoose={() => choose(id)} />
      ))}
      {choices.length > SHOWN && <p className="muted">{t('place.more', { count: choices.length - SHOWN })}</p>}
      {choices.length === 0 && q !== '' && <p className="muted">{t('place.none')}</p>}
    </fieldset>
  );
}

interface PlaceChoiceProps {
  title: string;
  level: number;
  above?: string | null | undefined;
  checked: boolean;
  onChoose: () => void;
}

const PlaceChoice = ({ title, level, above, checked, onChoose }: PlaceChoiceProps) => (
  <label className={classes['choice']} data-level={Math.min(level, 6)}>
    <input type="radio" name="place" checked={checked} onChange={onChoose} />
    <span>
      {title}
      {above && <small> · {above}</small>}
    </span>
  </label>
);

/** The tree as lines, but for what lies below `without`. */
function flat(nodes: readonly TreeNode[], without: string | undefined, level = 1): Choice[] {
  return nodes.flatMap((node) =>
    node.id === without ? [] : [{ id: node.id, title: node.title, level }, ...flat(node.children, without, level + 1)],
  );
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
