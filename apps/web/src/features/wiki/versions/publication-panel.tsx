import { Button } from '@mantine/core';
import type { PageDraft, PersonChip } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { IconChecklist, IconEyeCheck, IconFileDiff, IconPencil, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../ui/notice.tsx';
import { Section } from '../../../ui/page.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useSince } from './since.ts';
import { Words } from './version-list.tsx';
import { comparison, useEndDraft, usePublish } from './versions.queries.ts';
import classes from './publication-panel.module.css';

interface Props {
  pageId: string;
  draft: PageDraft;
  /** Who will read it: how many people, and a sentence about them. Null while it is not known. */
  readers: { count: number; rule: string } | null;
  /** Who answers for the page. */
  owner: PersonChip | null;
  onPublished: () => void;
}

/** « Avant de publier »: who will read it, what changes for them, who wrote it. */
export function PublicationPanel({ pageId, draft, readers, owner, onPublished }: Props) {
  const { t } = useTranslation('versions');
  const publish = usePublish();
  const end = useEndDraft();
  const compared = useQuery({ ...comparison(pageId), enabled: draft.changed });
  const writers = useSince();
  const params = { id: pageId };
  const publishIt = async () => {
    await publish.mutateAsync({ params });
    toast(t('publish.done'));
    onPublished();
  };
  const readLive = async () => {
    await end.mutateAsync({ params });
    toast(t('publish.live'));
    onPublished();
  };
  const words = compared.data?.difference.words;
  return (
    <Section id="publication" title={t('publish.title')}>
      <ul className={classes['facts']}>
        <Fact icon={<IconUsers size={18} stroke={1.6} aria-hidden="true" />}>
          <b>{readers ? t('publish.readers', { count: readers.count }) : t('publish.readersUnknown')}</b>
          {readers && <span>{readers.rule}</span>}
          <span>{t('publish.until')}</span>
        </Fact>
        <Fact icon={<IconFileDiff size={18} stroke={1.6} aria-hidden="true" />}>
          <b>{t(draft.changed ? 'publish.changes' : 'publish.noChange')}</b>
          {words && <Words {...words} />}
        </Fact>
        {draft.changed && (
          <Fact icon={<IconPencil size={18} stroke={1.6} aria-hidden="true" />}>
            <b>{t('publish.writers')}</b>
            <span>{writers(draft)}</span>
          </Fact>
        )}
        {owner && (
          <Fact icon={<IconChecklist size={18} stroke={1.6} aria-hidden="true" />}>
            <b>{t('publish.owner', { name: owner.name })}</b>
            <span>{t('publish.ownerHint')}</span>
          </Fact>
        )}
      </ul>
      <div className={classes['actions']}>
        <Button
          fullWidth
          leftSection={<IconEyeCheck size={16} aria-hidden="true" />}
          disabled={!draft.changed}
          loading={publish.isPending}
          onClick={() => void publishIt().catch(() => undefined)}
        >
          {t('publish.action')}
        </Button>
        <Button fullWidth variant="default" loading={end.isPending} onClick={() => void readLive().catch(() => undefined)}>
          {t(draft.changed ? 'publish.endChanged' : 'publish.end')}
        </Button>
        <p className="muted">{t('publish.endHint')}</p>
      </div>
      <ProblemNotice error={publish.error ?? end.error} />
    </Section>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li>
      {icon}
      <div>{children}</div>
    </li>
  );
}
