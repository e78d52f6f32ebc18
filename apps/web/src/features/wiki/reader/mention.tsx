import type { NodeOf } from '@parvis/shared/document';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { atom } from './places.ts';
import { useReading } from './reading.ts';
import classes from './mention.module.css';

/** Somebody named in the text. Of whom the reader may not know, she learns no more than that it is somebody. */
export function Mention({ node }: { node: NodeOf<'mention'> }) {
  const { t } = useTranslation();
  const person = useReading().people.get(node.attrs.personId);
  if (!person)
    return (
      <span {...atom} className={classes['unknown']}>
        {t('reader.somebody')}
      </span>
    );
  return (
    <Link {...atom} className={classes['mention']} to="/people/$id" params={person}>
      {person.name}
    </Link>
  );
}
