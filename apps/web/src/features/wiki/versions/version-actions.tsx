import { Button, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconBookmark } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../ui/notice.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useVersionTitle } from './version-title.tsx';
import { type Choice, useNameNow, useNameVersion, useRestoreVersion } from './versions.queries.ts';
import classes from './version-actions.module.css';

interface Props {
  pageId: string;
  version: Choice;
  /** What the page is now. */
  newest: Choice;
  can: { name: boolean; restore: boolean };
}

/** What one can do with the version that is shown: name it, or give the page its text again. */
export function VersionActions({ pageId, version, newest, can }: Props) {
  const { t } = useTranslation('versions');
  const [naming, setNaming] = useState(false);
  const restore = useRestoreVersion();
  const titleOf = useVersionTitle();
  const restoreIt = async () => {
    await restore.mutateAsync({ params: { id: pageId }, body: { versionId: version.id } });
    toast(
      t('restored', { version: titleOf(version) }),
      () => void restore.mutateAsync({ params: { id: pageId }, body: { versionId: newest.id } }),
    );
  };
  if (naming) return <NameForm pageId={pageId} version={version} onDone={() => setNaming(false)} />;
  return (
    <>
      <div className={classes['actions']}>
        {can.restore && version.id !== newest.id && (
          <Button
            leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
            loading={restore.isPending}
            onClick={() => void restoreIt().catch(() => undefined)}
          >
            {t('restore')}
          </Button>
        )}
        {can.name && (
          <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden="true" />} onClick={() => setNaming(true)}>
            {t(version.name === null ? 'name' : 'rename')}
          </Button>
        )}
      </div>
      <ProblemNotice error={restore.error} />
    </>
  );
}

function NameForm({ pageId, version, onDone }: { pageId: string; version: Choice; onDone: () => void }) {
  const { t } = useTranslation('versions');
  const { t: plain } = useTranslation();
  const [name, setName] = useState(version.name ?? '');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const rename = useNameVersion();
  const nameNow = useNameNow();
  const save = async () => {
    const trimmed = name.trim();
    if (version.number === null) await nameNow.mutateAsync({ params: { id: pageId }, body: { name: trimmed } });
    else await rename.mutateAsync({ params: { id: pageId, versionId: version.id }, body: { name: trimmed === '' ? null : trimmed } });
    onDone();
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void save().catch(() => undefined);
      }}
    >
      <TextInput
        label={t('nameLabel')}
        description={version.name === null ? t('nameHint') : t('renameHint')}
        value={name}
        maxLength={120}
        required={version.name === null}
        ref={field}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <div className={classes['actions']}>
        <Button type="submit" loading={rename.isPending || nameNow.isPending}>
          {t('saveName')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {plain('action.cancel')}
        </Button>
      </div>
      <ProblemNotice error={rename.error ?? nameNow.error} />
    </form>
  );
}
