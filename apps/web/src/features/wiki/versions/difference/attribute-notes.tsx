import type { AttributeDifference } from '@parvis/shared/document-difference';
import { useTranslation } from 'react-i18next';
import classes from './difference.module.css';

const NAMED = [
  'type',
  'level',
  'kind',
  'language',
  'title',
  'alt',
  'caption',
  'fileId',
  'src',
  'url',
  'description',
  'checked',
  'start',
  'open',
  'align',
  'latex',
] as const;
type Named = (typeof NAMED)[number];
/** Their values are ids and measures, which tell nobody anything. */
const MUTE: ReadonlySet<string> = new Set(['fileId', 'src', 'width', 'height', 'colwidth', 'colspan', 'rowspan', 'size', 'mediaType']);

/** What changed about a block beside its words: « Niveau du titre : 2 → 3 ». */
export function AttributeNotes({ attributes }: { attributes: readonly AttributeDifference[] }) {
  const { t, i18n } = useTranslation('versions');
  if (attributes.length === 0) return null;
  const named = (name: string) => t(`attribute.${NAMED.includes(name as Named) ? (name as Named) : 'other'}`);
  const said = (value: unknown): string => {
    if (value === null || value === '') return t('attribute.none');
    if (typeof value === 'boolean') return t(value ? 'attribute.yes' : 'attribute.no');
    const key = `value.${String(value)}` as 'value.info';
    return i18n.exists(key, { ns: 'versions' }) ? String(t(key)) : String(value).slice(0, 120);
  };
  const notes = new Set(
    attributes.map(({ name, before, after }) =>
      MUTE.has(name) ? named(name) : t('attribute.change', { name: named(name), before: said(before), after: said(after) }),
    ),
  );
  return (
    <ul className={classes['notes']} data-ui>
      {[...notes].map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
