import type { PersonChip } from '@parvis/shared';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { Portrait } from '../../../ui/portrait.tsx';
import classes from './editing.module.css';
import { colourOf } from './use-writing.ts';

await speakAlso('writing');

const NAMED = 3;
/** As many as there are colours of cursors. */
const RINGS = 6;

/** « Tugdual et Aïcha écrivent aussi », with their portraits ringed in the colour of their cursors. */
export function Others({ people }: { people: readonly PersonChip[] }) {
  const { t, i18n } = useTranslation('writing');
  const named = people.slice(0, people.length > NAMED ? NAMED - 1 : NAMED);
  const rest = people.length - named.length;
  const names = [...named.map(({ name }) => firstName(name)), ...(rest > 0 ? [t('others.more', { count: rest })] : [])];
  const sentence = new Intl.ListFormat(i18n.language).format(names);
  return (
    <p className={classes['others']} role="status" aria-label={t('others.label')}>
      {people.length > 0 && (
        <>
          <span className={classes['pile']}>
            {named.map((person) => (
              <span key={person.id} title={person.name} className={classes[`ring${colourOf(person.id) % RINGS}`]}>
                <Portrait person={person} size="s" />
              </span>
            ))}
          </span>
          {t(people.length === 1 ? 'others.one' : 'others.many', { names: sentence })}
        </>
      )}
    </p>
  );
}

const firstName = (name: string): string => name.split(' ')[0] ?? name;
