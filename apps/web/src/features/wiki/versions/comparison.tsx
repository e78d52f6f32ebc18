import { Button, NativeSelect } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { DocumentNode } from '@parvis/shared/document';
import { useQuery } from '@tanstack/react-query';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type ComponentType, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed, Loading } from '../../../ui/states.tsx';
import { DocumentReader } from '../reader/document-reader.tsx';
import { DifferenceView } from './difference/difference-view.tsx';
import { countChanges } from './difference/sides.ts';
import { useChanges } from './difference/use-changes.ts';
import { Words } from './version-list.tsx';
import { useVersionTitle } from './version-title.tsx';
import { type Choice, comparison, version } from './versions.queries.ts';
import classes from './comparison.module.css';

type Look = 'inline' | 'side' | 'read';

interface Props {
  pageId: string;
  choices: readonly Choice[];
  from: string | undefined;
  to: string | undefined;
  /** The second one is read at first, instead of compared. */
  reads: boolean;
  onChoose: (chosen: { from: string; to: string }) => void;
  /** The annotations of a version that is read, in its text; `sheet` holds both. */
  Annotations: ComponentType<{ pageId: string; versionId: string; sheet: HTMLElement }>;
}

/** Two versions of a page, chosen, and how they differ; or one of them, read. */
export function Comparison({ pageId, choices, from, to, reads, onChoose, Annotations }: Props) {
  const { t } = useTranslation('versions');
  const [look, setLook] = useState<Look>(reads ? 'read' : 'inline');
  const wide = useMediaQuery('(min-width: 768px)', true, { getInitialValueInEffect: false });
  const titleOf = useVersionTitle();
  const when = useWhen();
  const options = choices.map((choice) => ({ value: choice.id, label: `${titleOf(choice)}, ${when(choice.at)}` }));
  const looks: Look[] = wide ? ['inline', 'side', 'read'] : ['inline', 'read'];
  const chosen = looks.includes(look) ? look : 'inline';
  const [only] = choices;
  if (only && choices.length === 1)
    return (
      <>
        <p className={`muted ${classes['only']}`}>{t('onlyVersion')}</p>
        <ReadVersion pageId={pageId} versionId={only.id} Annotations={Annotations} />
      </>
    );
  return (
    <>
      <div className={classes['choice']}>
        <NativeSelect
          label={t('from')}
          value={from ?? ''}
          data={options}
          disabled={chosen === 'read'}
          onChange={({ currentTarget }) => to && onChoose({ from: currentTarget.value, to })}
        />
        <NativeSelect
          label={t('to')}
          value={to ?? ''}
          data={options}
          onChange={({ currentTarget }) => from && onChoose({ from, to: currentTarget.value })}
        />
        <fieldset className={classes['looks']}>
          <legend className="visually-hidden">{t('look.label')}</legend>
          {looks.map((each) => (
            <label key={each} data-chosen={each === chosen}>
              <input type="radio" name="look" value={each} checked={each === chosen} onChange={() => setLook(each)} />
              {t(`look.${each}`)}
            </label>
          ))}
        </fieldset>
      </div>
      {chosen === 'read' && to ? (
        <ReadVersion key={to} pageId={pageId} versionId={to} Annotations={Annotations} />
      ) : from && to && from !== to ? (
        <Compared pageId={pageId} from={from} to={to} layout={chosen === 'side' ? 'side' : 'inline'} />
      ) : (
        <p className="muted">{t('sameVersion')}</p>
      )}
    </>
  );
}

/** Without `to`, what the page is now. */
export function Compared({ pageId, from, to, layout }: { pageId: string; from?: string; to?: string; layout: 'inline' | 'side' }) {
  const { t } = useTranslation('versions');
  const root = useRef<HTMLDivElement>(null);
  const compared = useQuery(comparison(pageId, from, to));
  const changes = useChanges(root, compared.data && `${layout} ${compared.data.from.id} ${compared.data.to.id}`);
  if (compared.isPending) return <Loading rows={6} />;
  if (compared.isError) return <Failed error={compared.error} onRetry={() => void compared.refetch()} />;
  const { difference } = compared.data;
  const { counts, words } = difference;
  const told = (['added', 'removed', 'changed', 'moved'] as const).filter((kind) => counts[kind] > 0);
  if (told.length === 0) return <p className="muted">{t('noDifference')}</p>;
  return (
    <>
      <div className={classes['bar']}>
        <p role="status">
          {told.map((kind) => t(`count.${kind}`, { count: counts[kind] })).join(', ')}
          <Words {...words} />
        </p>
        <div className={classes['steps']} role="group" aria-label={t('changes')}>
          <span aria-live="polite">{changes.at > 0 && t('changeOf', { at: changes.at, count: countChanges(difference.blocks) })}</span>
          <Button
            variant="default"
            aria-keyshortcuts="k"
            onClick={() => changes.go(-1)}
            leftSection={<IconChevronUp size={16} aria-hidden="true" />}
          >
            {t('previousChange')} <kbd>k</kbd>
          </Button>
          <Button
            variant="default"
            aria-keyshortcuts="j"
            onClick={() => changes.go(1)}
            leftSection={<IconChevronDown size={16} aria-hidden="true" />}
          >
            {t('nextChange')} <kbd>j</kbd>
          </Button>
        </div>
      </div>
      <DifferenceView difference={difference} around={compared.data} layout={layout} root={root} />
    </>
  );
}

function ReadVersion({ pageId, versionId, Annotations }: { pageId: string; versionId: string } & Pick<Props, 'Annotations'>) {
  const reading = useQuery(version(pageId, versionId));
  const [sheet, setSheet] = useState<HTMLElement | null>(null);
  if (reading.isPending) return <Loading rows={6} />;
  if (reading.isError) return <Failed error={reading.error} onRetry={() => void reading.refetch()} />;
  const { document, links, files, mentions } = reading.data;
  return (
    <div ref={setSheet} className={classes['sheet']}>
      <DocumentReader document={document as unknown as DocumentNode} links={links} files={files} mentions={mentions} />
      {sheet && (
        <Suspense>
          <Annotations pageId={pageId} versionId={versionId} sheet={sheet} />
        </Suspense>
      )}
    </div>
  );
}

function useWhen(): (at: string) => string {
  const { i18n } = useTranslation();
  return (at) => {
    const date = new Date(at);
    const year = date.getFullYear() === new Date().getFullYear() ? {} : ({ year: 'numeric' } as const);
    return date.toLocaleString(i18n.language, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', ...year });
  };
}
