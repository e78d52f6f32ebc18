import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../../lib/new-id.ts';
import { Choice } from '../../../ui/choice.tsx';
import { useFieldErrors } from '../../../ui/field-errors.ts';
import formClasses from '../../../ui/form.module.css';
import { ProblemNotice } from '../../../ui/notice.tsx';
import { Section } from '../../../ui/page.tsx';
import { Row, Rows } from '../../../ui/row.tsx';
import { Failed, Loading } from '../../../ui/states.tsx';
import { toast } from '../../../ui/toast.tsx';
import { organizations, useCreateOrganization } from '../people.queries.ts';

/** The customer and those who work with it. */
export function AdminOrganizations() {
  const { t } = useTranslation('admin');
  const list = useQuery(organizations);
  if (list.isPending) return <Loading rows={2} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      <Section title={t('organization.list')}>
        <Rows label={t('organization.list')}>
          {list.data.items.map(({ id, name, kind, people }) => (
            <Row key={id} title={name} detail={`${t(`organization.${kind}`)} · ${t('organization.people', { count: people })}`} />
          ))}
        </Rows>
      </Section>
      <Section title={t('organization.add')}>
        <AddOrganization />
      </Section>
    </>
  );
}

function AddOrganization() {
  const { t } = useTranslation('admin');
  const [name, call] = useState('');
  const [kind, choose] = useState<'vendor' | 'partner'>('partner');
  const [id, renewId] = useState(() => newId());
  const create = useCreateOrganization();
  const wrong = useFieldErrors(create.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { body: { id, name, kind } },
      {
        onSuccess: () => {
          toast(t('organization.added', { name }));
          call('');
          renewId(newId());
        },
      },
    );
  };
  return (
    <form className={formClasses['form']} onSubmit={send}>
      <div className={formClasses['pair']}>
        <TextInput
          required
          maxLength={120}
          label={t('organization.name')}
          value={name}
          error={wrong('name')}
          onChange={({ currentTarget }) => call(currentTarget.value)}
        />
        <Choice
          label={t('organization.kind')}
          value={kind}
          options={(['partner', 'vendor'] as const).map((value) => ({ value, label: t(`organization.${value}`) }))}
          onChange={choose}
        />
      </div>
      <ProblemNotice error={create.error} />
      <div className={formClasses['actions']}>
        <Button type="submit" loading={create.isPending}>
          {t('organization.add')}
        </Button>
      </div>
    </form>
  );
}
