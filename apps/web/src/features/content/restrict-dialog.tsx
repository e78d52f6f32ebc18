import { Button, Group, Modal } from '@mantine/core';
import type { AudienceView, PersonChip } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../lib/i18n.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { Notice, ProblemNotice } from '../../ui/notice.tsx';
import type { PersonPickerType } from '../../ui/person-picking.ts';
import { Portrait } from '../../ui/portrait.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { changeTo, withMe } from './audience-change.ts';
import { audience, useSetAudience } from './content.queries.ts';
import classes from './restrict-dialog.module.css';

await speakAlso('sharing');

interface Props {
  content: { id: string; title: string };
  me: PersonChip;
  PersonPicker: PersonPickerType;
  opened: boolean;
  onClose: () => void;
}

/** Who may read a page: like its community, or chosen people. Says who loses access before it is done. */
export function RestrictDialog({ content, me, PersonPicker, opened, onClose }: Props) {
  const { t } = useTranslation('sharing');
  const { t: say } = useTranslation();
  const now = useQuery({ ...audience(content.id), enabled: opened });
  return (
    <Modal opened={opened} onClose={onClose} title={t('title')} size="lg" closeButtonProps={{ 'aria-label': say('action.close') }}>
      <p>{t('about', { title: content.title })}</p>
      {now.isPending && <Loading rows={3} />}
      {now.isError && <Failed error={now.error} onRetry={() => void now.refetch()} />}
      {now.data && <Choice now={now.data} content={content} me={me} PersonPicker={PersonPicker} onClose={onClose} />}
    </Modal>
  );
}

function Choice({ now, content: { id, title }, me, PersonPicker, onClose }: Omit<Props, 'opened'> & { now: AudienceView }) {
  const { t } = useTranslation('sharing');
  const { t: say } = useTranslation();
  const set = useSetAudience();
  const [listed, byList] = useState(now.listed !== null);
  const [people, choose] = useState<PersonChip[]>(() => withMe(now.listed ?? [], me));
  const community = now.community?.name ?? '';
  const above = now.restrictedBy;
  const save = () =>
    set.mutate(
      {
        params: { id },
        body: listed ? { audience: 'participants', participantIds: people.map((person) => person.id) } : { audience: 'community' },
      },
      {
        onSuccess: ({ count }) => {
          toast(t('saved', { count, title }));
          onClose();
        },
      },
    );
  const stranger = strangerIn(set.error, people);
  return (
    <>
      <fieldset className={classes['choice']}>
        <legend className="visually-hidden">{t('choice')}</legend>
        <Option
          chosen={!listed}
          onChoose={() => byList(false)}
          label={above ? t('openLike', { title: above.title }) : t('open', { community })}
          hint={t(`openHint.${above ? 'like' : (now.community?.visibility ?? 'open')}`)}
        />
        <Option chosen={listed} onChoose={() => byList(true)} label={t('list')} hint={t('listHint')} />
      </fieldset>
      {listed && (
        <>
          <Rows label={t('chosen')}>
            {people.map((person) => (
              <Row
                key={person.id}
                mark={<Portrait person={person} size="s" />}
                title={person.name}
                end={
                  person.id === me.id ? (
                    <span className="muted">{t('yourself')}</span>
                  ) : (
                    <Button
                      variant="default"
                      aria-label={t('removeNamed', { name: person.name })}
                      onClick={() => choose(people.filter((other) => other.id !== person.id))}
                    >
                      {t('remove')}
                    </Button>
                  )
                }
              />
            ))}
          </Rows>
          <PersonPicker
            action={t('add')}
            actionFor={(name) => t('addNamed', { name })}
            without={new Set(people.map((person) => person.id))}
            onPick={(person) => choose([...people, person])}
          />
        </>
      )}
      <Consequence now={now} people={listed ? people : null} me={me} />
      {stranger ? <Notice tone="bad">{t('stranger', { name: stranger.name, community })}</Notice> : <ProblemNotice error={set.error} />}
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {say('action.cancel')}
        </Button>
        <Button loading={set.isPending} onClick={save}>
          {say('action.save')}
        </Button>
      </Group>
    </>
  );
}

function Option({ chosen, onChoose, label, hint }: { chosen: boolean; onChoose: () => void; label: string; hint: string }) {
  return (
    <label className={classes['option']} data-chosen={chosen}>
      <input type="radio" name="audience" checked={chosen} onChange={onChoose} />
      <b>{label}</b>
      <small>{hint}</small>
    </label>
  );
}

/** Who loses access and who gets it, said as the choice changes. */
function Consequence({ now, people, me }: { now: AudienceView; people: PersonChip[] | null; me: PersonChip }) {
  const { t, i18n } = useTranslation('sharing');
  if (people === null) return now.listed && <Notice>{t('opens')}</Notice>;
  const { losing, gaining } = changeTo(now, people, me);
  const named = (list: readonly PersonChip[]) => new Intl.ListFormat(i18n.language).format(list.map(({ name }) => name));
  return (
    <Notice tone={losing.count > 0 ? 'warn' : 'info'}>
      {losing.count === 0 && t('same')}
      {losing.count > 0 &&
        (losing.people ? t('losesNamed', { count: losing.count, names: named(losing.people) }) : t('loses', { count: losing.count }))}{' '}
      {gaining.length > 0 && t('gainsNamed', { count: gaining.length, names: named(gaining) })} {people.length === 1 && t('alone')}
    </Notice>
  );
}

/** The person whom the server refused, since she does not read the community. */
function strangerIn(error: unknown, people: readonly PersonChip[]): PersonChip | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  const place = error.problem.errors?.map(({ field }) => /^participantIds\.(\d+)$/.exec(field)?.[1]).find((index) => index !== undefined);
  return place === undefined ? undefined : people[Number(place)];
}
