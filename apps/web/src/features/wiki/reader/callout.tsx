import type { CalloutKind, NodeOf } from '@parvis/shared/document';
import { IconAlertTriangle, IconBulb, IconHandStop, IconInfoCircle } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { block, ui } from './places.ts';
import classes from './callout.module.css';

type Word = 'reader.calloutInfo' | 'reader.calloutSuccess' | 'reader.calloutWarning' | 'reader.calloutDanger';

const KINDS: ReadonlyMap<CalloutKind, { Icon: typeof IconInfoCircle; word: Word }> = new Map([
  ['info', { Icon: IconInfoCircle, word: 'reader.calloutInfo' }],
  ['success', { Icon: IconBulb, word: 'reader.calloutSuccess' }],
  ['warning', { Icon: IconAlertTriangle, word: 'reader.calloutWarning' }],
  ['danger', { Icon: IconHandStop, word: 'reader.calloutDanger' }],
]);

/** Told by its icon, its word and its colour. */
export function Callout({ node, children }: { node: NodeOf<'callout'>; children: ReactNode }) {
  const { t } = useTranslation();
  const label = useId();
  const kind = KINDS.has(node.attrs.kind) ? node.attrs.kind : 'info';
  const { Icon, word } = KINDS.get(kind)!;
  return (
    <div role="note" aria-labelledby={label} {...block(node)} className={`${classes['callout']} ${classes[kind]}`}>
      <Icon className={classes['icon']} size={20} stroke={1.6} aria-hidden="true" />
      <div className={classes['words']}>
        <p {...ui} id={label} className={classes['kind']}>
          {t(word)}
        </p>
        {children}
      </div>
    </div>
  );
}
