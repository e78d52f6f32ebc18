import { Checkbox, NativeSelect, UnstyledButton } from '@mantine/core';
import { type CommunityLevel, type PageLevel, WatchLevel } from '@parvis/shared';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../lib/i18n.ts';
import { Emblem } from '../../ui/emblem.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { ProblemNotice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import {
  communityLevels,
  pageLevels,
  settings,
  useCommunityLevel,
  useDropPageLevel,
  useEditSettings,
  usePageLevel,
} from './notifications.queries.ts';
import classes from './notification-settings.module.css';
import tools from './tool.module.css';

await speakAlso('notifications');

/** What comes, and how: by mail, from which communities, from which pages. */
export function NotificationSettings() {
  return (
    <>
      <Mails />
      <Communities />
      <Pages />
    </>
  );
}

/** Shown as it will be at once; what the server refuses goes back. */
function Mails() {
  const { t } = useTranslation('notifications');
  const known = useQuery(settings);
  const edit = useEditSettings();
  const mail = edit.isPending ? edit.variables.body.mail : known.data?.mail;
  return (
    <Section title={t('mail.title')}>
      {known.isPending && <Loading rows={1} />}
      {known.isError && <Failed error={known.error} onRetry={() => void known.refetch()} />}
      {mail !== undefined && (
        <div className={classes['mail']}>
          <Checkbox
            label={t('mail.switch')}
            aria-describedby="mail-hint"
            checked={mail}
            onChange={({ currentTarget }) => edit.mutate({ body: { mail: currentTarget.checked } })}
          />
          <p id="mail-hint" className={classes['hint']}>
            {t('mail.hint')}
          </p>
        </div>
      )}
      <ProblemNotice error={edit.error} />
    </Section>
  );
}

function Communities() {
  const { t } = useTranslation('notifications');
  const list = useInfiniteQuery(communityLevels);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t('communities.title')}>
      <p className={classes['hint']}>{t('communities.hint')}</p>
      {list.isPending && <Loading rows={3} />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className={classes['none']}>{t('communities.empty')}</p>}
      <Rows label={t('communities.title')}>
        {items.map((item) => (
          <CommunityRow key={item.community.id} item={item} />
        ))}
      </Rows>
      <LoadMore query={list} />
    </Section>
  );
}

function CommunityRow({ item: { community, level } }: { item: CommunityLevel }) {
  const choose = useCommunityLevel();
  return (
    <Row
      mark={<Emblem number={community.emblem} size={28} />}
      title={
        <Link to="/c/$slug" params={community}>
          {community.name}
        </Link>
      }
      end={
        <LevelSelect
          name={community.name}
          level={choose.isPending ? (choose.variables.body.level ?? level) : level}
          onChoose={(chosen) => choose.mutate({ params: { id: community.id }, body: { level: chosen } })}
        />
      }
    />
  );
}

function Pages() {
  const { t } = useTranslation('notifications');
  const list = useInfiniteQuery(pageLevels);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t('pages.title')}>
      <p className={classes['hint']}>{t('pages.hint')}</p>
      {list.isPending && <Loading rows={2} />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className={classes['none']}>{t('pages.empty')}</p>}
      <Rows label={t('pages.title')}>
        {items.map((item) => (
          <PageRow key={item.page.id} item={item} />
        ))}
      </Rows>
      <LoadMore query={list} />
    </Section>
  );
}

function PageRow({ item: { page, community, level, below } }: { item: PageLevel }) {
  const { t } = useTranslation('notifications');
  const choose = usePageLevel();
  const drop = useDropPageLevel();
  return (
    <Row
      title={
        <Link to="/p/$id/$slug" params={page}>
          {page.title}
        </Link>
      }
      detail={`${community.name}${below ? ` · ${t('level.withBelow')}` : ''}`}
      end={
        <>
          <LevelSelect
            beside
            name={page.title}
            level={choose.isPending ? (choose.variables.body.level ?? level) : level}
            onChoose={(chosen) => choose.mutate({ params: { id: page.id }, body: { level: chosen, below } })}
          />
          <UnstyledButton
            className={tools['tool'] ?? ''}
            aria-label={t('level.back', { name: page.title })}
            title={t('level.inheritPage')}
            onClick={() => drop.mutate({ params: { id: page.id } })}
          >
            <IconX size={16} aria-hidden="true" />
          </UnstyledButton>
        </>
      }
    />
  );
}

interface LevelSelectProps {
  /** Something stands at its end. */
  beside?: true;
  name: string;
  level: WatchLevel;
  onChoose: (level: WatchLevel) => void;
}

/** The browser's own list: its label names what it is for. */
function LevelSelect({ beside, name, level, onChoose }: LevelSelectProps) {
  const { t } = useTranslation('notifications');
  return (
    <NativeSelect
      className={classes['level'] ?? ''}
      data-beside={beside}
      aria-label={t('level.of', { name })}
      value={level}
      data={WatchLevel.options.map((option) => ({ value: option, label: t(`level.${option}`) }))}
      onChange={({ currentTarget }) => {
        const chosen = WatchLevel.options.find((option) => option === currentTarget.value);
        if (chosen) onChoose(chosen);
      }}
    />
  );
}
