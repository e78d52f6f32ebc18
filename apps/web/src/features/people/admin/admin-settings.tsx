import { Button, TextInput, Textarea } from '@mantine/core';
import type { WorkspaceSettings } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormDraft } from '../../../lib/draft.ts';
import { fieldErrors } from '../../../lib/problem-error.ts';
import { useFieldErrors } from '../../../ui/field-errors.ts';
import formClasses from '../../../ui/form.module.css';
import { ProblemNotice } from '../../../ui/notice.tsx';
import { Failed, Loading } from '../../../ui/states.tsx';
import { toast } from '../../../ui/toast.tsx';
import { Unsaved } from '../../../ui/unsaved.tsx';
import { settings, useEditSettings } from '../people.queries.ts';

/** The workspace's name, and whose addresses may ask for an account. */
export function AdminSettings() {
  const now = useQuery(settings);
  if (now.isPending) return <Loading rows={2} />;
  if (now.isError) return <Failed error={now.error} onRetry={() => void now.refetch()} />;
  return <SettingsForm settings={now.data} />;
}

function SettingsForm({ settings: before }: { settings: WorkspaceSettings }) {
  const { t } = useTranslation('admin');
  const saved = { name: before.name, domains: before.allowedDomains.join('\n') };
  const { form, change, changed, drop } = useFormDraft('workspace', saved);
  const { name, domains } = form;
  const save = useEditSettings();
  const wrong = useFieldErrors(save.error);
  const wrongDomain = Object.keys(fieldErrors(save.error)).some((field) => field.startsWith('allowedDomains'));
  const send = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { body: { name, allowedDomains: domains.split(/[\s,;]+/).filter(Boolean) } },
      {
        onSuccess: () => {
          drop();
          toast(t('settings.saved'));
        },
      },
    );
  };
  return (
    <form className={formClasses['form']} onSubmit={send}>
      <TextInput
        required
        maxLength={120}
        label={t('settings.name')}
        value={name}
        error={wrong('name')}
        onChange={({ currentTarget }) => change({ ...form, name: currentTarget.value })}
      />
      <Textarea
        label={t('settings.domains')}
        description={t('settings.domainsHint')}
        rows={4}
        value={domains}
        error={wrongDomain && t('field.other')}
        onChange={({ currentTarget }) => change({ ...form, domains: currentTarget.value })}
      />
      <ProblemNotice error={save.error} />
      <Unsaved shown={changed && !save.isPending} onDrop={drop} />
      <div className={formClasses['actions']}>
        <Button type="submit" loading={save.isPending}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}
