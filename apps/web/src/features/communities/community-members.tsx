import { Button, Menu, UnstyledButton } from '@mantine/core';
import type { CommunityView, MemberView, MembershipState } from '@parvis/shared';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LoadMore } from '../../ui/load-more.tsx';
import { ProblemNotice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import type { PersonPickerType } from '../../ui/person-picking.ts';
import { Portrait } from '../../ui/portrait.tsx';
import { Chip, Row, Rows } from '../../ui/row.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { members, useInviteMember, useRemoveMember, useSetMember } from './communities.queries.ts';

export function CommunityMembers({ community, PersonPicker }: { community: CommunityView; PersonPicker: PersonPickerType }) {
  const { t } = useTranslation();
  const invite = useInviteMember();
  const animates = community.membership?.role === 'animator';
  return (
    <>
      {community.can.manageMembers && (
        <Section title={t('members.add')}>
          <PersonPicker
            action={t('members.invite')}
            actionFor={(name) => t('members.inviteNamed', { name })}
            onPick={(person) => invite.mutate({ params: { id: community.id, userId: person.id }, body: {} })}
          />
          <ProblemNotice error={invite.error} />
        </Section>
      )}
      {animates && <People community={community} state="asked" title={t('members.requests')} />}
      {animates && <People community={community} state="invited" title={t('members.invited')} />}
      <People community={community} state="member" title={t('members.title')} />
    </>
  );
}

function People({ community, state, title }: { community: CommunityView; state: MembershipState; title: string }) {
  const list = useInfiniteQuery(members(community.id, state));
  const items = list.data?.pages.flatMap((shown) => shown.items) ?? [];
  if (list.isPending) return <Loading rows={2} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  if (items.length === 0) return null;
  return (
    <Section title={title} note={state === 'member' ? community.memberCount : items.length}>
      <Rows label={title}>
        {items.map((member) => (
          <Member key={member.person.id} community={community} member={member} />
        ))}
      </Rows>
      <LoadMore query={list} />
    </Section>
  );
}

function Member({ community, member: { person, role, state } }: { community: CommunityView; member: MemberView }) {
  const { t } = useTranslation();
  const set = useSetMember();
  const remove = useRemoveMember();
  const params = { id: community.id, userId: person.id };
  const partner = person.organization.kind !== 'customer';
  return (
    <Row
      mark={<Portrait person={person} />}
      title={
        <Link to="/people/$id" params={person}>
          {person.name}
        </Link>
      }
      detail={
        <>
          {person.job || person.organization.name}
          <ProblemNotice error={set.error ?? remove.error} />
        </>
      }
      end={
        <>
          {partner && <Chip tone="warn">{person.organization.name}</Chip>}
          {role === 'animator' && <Chip tone="accent">{t('communities.role.animator')}</Chip>}
          {state === 'asked' && (
            <>
              <Button onClick={() => set.mutate({ params, body: {} })}>{t('members.accept')}</Button>
              <Button variant="default" onClick={() => remove.mutate({ params, query: { state } })}>
                {t('members.refuse')}
              </Button>
            </>
          )}
          {state !== 'asked' && community.can.manageMembers && (
            <Menu>
              <Menu.Target>
                <UnstyledButton p={8} aria-label={t('members.actions', { name: person.name })}>
                  <IconDots size={18} stroke={1.6} aria-hidden="true" />
                </UnstyledButton>
              </Menu.Target>
              <Menu.Dropdown>
                {state === 'member' && (
                  <Menu.Item onClick={() => set.mutate({ params, body: { role: role === 'animator' ? 'member' : 'animator' } })}>
                    {t(role === 'animator' ? 'members.demote' : 'members.promote')}
                  </Menu.Item>
                )}
                <Menu.Item onClick={() => remove.mutate({ params, query: { state } })}>
                  {t(state === 'invited' ? 'members.withdraw' : 'members.remove')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </>
      }
    />
  );
}
