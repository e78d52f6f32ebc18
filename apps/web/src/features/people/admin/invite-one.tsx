import { Button, Checkbox, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import type { CommunityChip, Language, Role } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../../lib/draft.ts';
import { newId } from '../../../lib/new-id.ts';
import { Choice } from '../../../ui/choice.tsx';
import { useFieldErrors } from '../../../ui/field-errors.ts';
import formClasses from '../../../ui/form.module.css';
import { Notice, ProblemNotice } from '../../../ui/notice.tsx';
import { Failed, Loading } from '../../../ui/states.tsx';
import { organizations, useInvite } from '../people.queries.ts';
import classes from './admin.module.css';
import { RoleChoice } from './role-choice.tsx';

interface Form {
  email: string;
  name: string;
  organizationId: string;
  roles: Role[];
  communityIds: string[];
  language: Language;
  /** `YYYY-MM-DD`, or empty. */
  guestUntil: string;
}
const EMPTY: Form = { email: '', name: '', organizationId: '', roles: [], communityIds: [], language: 'fr', guestUntil: '' };

/** Invites one person by mail, and gives the link to hand over. */
export function InviteOne({ communities }: { communities: readonly CommunityChip[] }) {
  const { t } = useTranslation('admin');
  const [form, change, forget] = useDraft('invitation', EMPTY);
  // Made once for what is typed: a second try after a lost answer invites nobody twice.
  const [id, renewId] = useState(() => newId());
  const houses = useQuery(organizations);
  const invite = useInvite();
  const wrong = useFieldErrors(invite.error);
  if (houses.isPending) return <Loading rows={2} />;
  if (houses.isError) return <Failed error={houses.error} onRetry={() => void houses.refetch()} />;
  const house = houses.data.items.find((one) => one.id === form.organizationId) ?? houses.data.items[0];
  const edit = (part: Partial<Form>) => change({ ...form, ...part });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const { guestUntil, ...rest } = form;
    const until = guestUntil ? new Date(`${guestUntil}T23:59:59`).toISOString() : null;
    invite.mutate(
      { body: { ...rest, id, organizationId: house?.id ?? '', guestUntil: until } },
      {
        onSuccess: () => {
          forget();
          renewId(newId());
        },
      },
    );
  };
  return (
    <form className={formClasses['form']} onSubmit={send}>
      <div className={formClasses['pair']}>
        <TextInput
          type="email"
          required
          label={t('invite.email')}
          value={form.email}
          error={wrong('email')}
          onChange={({ currentTarget }) => edit({ email: currentTarget.value })}
        />
        <TextInput
          label={t('invite.name')}
          description={t('invite.nameHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={120}
          value={form.name}
          error={wrong('name')}
          onChange={({ currentTarget }) => edit({ name: currentTarget.value })}
        />
        <Choice
          label={t('invite.organization')}
          options={houses.data.items.map((one) => ({ value: one.id, label: one.name }))}
          value={house?.id ?? ''}
          onChange={(organizationId) => edit({ organizationId, roles: [] })}
        />
        <Choice
          label={t('invite.language')}
          options={[
            { value: 'fr' as const, label: t('fr') },
            { value: 'en' as const, label: t('en') },
          ]}
          value={form.language}
          onChange={(language) => edit({ language })}
        />
      </div>
      {house && <RoleChoice kind={house.kind} chosen={form.roles} onChange={(roles) => edit({ roles })} />}
      {communities.length > 0 && (
        <fieldset className={formClasses['checks']}>
          <legend>{t('invite.communities')}</legend>
          {communities.map((one) => (
            <Checkbox
              key={one.id}
              label={one.name}
              checked={form.communityIds.includes(one.id)}
              onChange={({ currentTarget }) =>
                edit({
                  communityIds: currentTarget.checked
                    ? [...form.communityIds, one.id]
                    : form.communityIds.filter((other) => other !== one.id),
                })
              }
            />
          ))}
        </fieldset>
      )}
      {house?.kind !== 'customer' && (
        <TextInput
          type="date"
          label={t('invite.guestUntil')}
          description={t('invite.guestUntilHint')}
          value={form.guestUntil}
          error={wrong('guestUntil')}
          onChange={({ currentTarget }) => edit({ guestUntil: currentTarget.value })}
        />
      )}
      <ProblemNotice error={invite.error} />
      <div className={formClasses['actions']}>
        <Button type="submit" loading={invite.isPending}>
          {t('invite.send')}
        </Button>
      </div>
      {invite.data && <Sent email={invite.data.email} link={invite.data.link} />}
    </form>
  );
}

function Sent({ email, link }: { email: string; link: string }) {
  const { t } = useTranslation('admin');
  const clipboard = useClipboard();
  return (
    <Notice tone="ok">
      <strong>{t('invite.sent', { email })}</strong> {t('invite.link')}
      <div className={classes['link']}>
        <code>{link}</code>
        <Button variant="default" onClick={() => clipboard.copy(link)}>
          {t(clipboard.copied ? 'invite.copied' : 'invite.copy')}
        </Button>
      </div>
    </Notice>
  );
}
