import { Button, Modal, Select, TextInput } from '@mantine/core';
import type { PageView, PersonChip } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import formClasses from '../../../ui/form.module.css';
import { Notice } from '../../../ui/notice.tsx';
import { toast } from '../../../ui/toast.tsx';
import { inMonths } from './day.tsx';
import { peopleFor, useConfirmReview, usePlanReview } from './pages.queries.ts';
import { refusalWords } from './refusal-words.ts';
import classes from './pages.module.css';

await speakAlso('pages');

interface Props {
  page: PageView;
  /** Saying that it is still right, or naming who answers for it and when. */
  what: 'confirm' | 'plan';
  onClose: () => void;
}

export function ReviewDialog({ page, what, onClose }: Props) {
  const { t } = useTranslation('pages');
  const { t: common } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(what === 'confirm' ? 'review.confirmTitle' : 'review.planTitle')}
      closeButtonProps={{ 'aria-label': common('action.close') }}
    >
      {what === 'confirm' ? <ConfirmForm page={page} onClose={onClose} /> : <PlanForm page={page} onClose={onClose} />}
    </Modal>
  );
}

function ConfirmForm({ page, onClose }: Omit<Props, 'what'>) {
  const { t } = useTranslation('pages');
  const [day, setDay] = useState(inMonths(6));
  const confirm = useConfirmReview();
  const send = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate(
      { params: { id: page.id }, body: { reviewAt: day || null } },
      {
        onSuccess: () => {
          toast(t('review.confirmed', { title: page.title }));
          onClose();
        },
      },
    );
  };
  return (
    <form className={formClasses['dialog']} onSubmit={send}>
      <p>{t('review.confirmHint')}</p>
      <DayField day={day} onChange={setDay} />
      {confirm.error && <Notice tone="bad">{refusalWords(confirm.error, t)}</Notice>}
      <Button type="submit" loading={confirm.isPending}>
        {t('review.stillRight')}
      </Button>
    </form>
  );
}

function PlanForm({ page, onClose }: Omit<Props, 'what'>) {
  const { t } = useTranslation('pages');
  const [owner, setOwner] = useState<PersonChip | null>(page.review.owner);
  const [day, setDay] = useState(page.review.reviewAt ?? inMonths(6));
  const plan = usePlanReview();
  const done = () => {
    toast(t('review.planned'));
    onClose();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    plan.mutate(
      { params: { id: page.id }, body: { ownerId: owner?.id ?? null, reviewAt: owner && day ? day : null } },
      { onSuccess: done },
    );
  };
  return (
    <form className={formClasses['dialog']} onSubmit={send}>
      <OwnerField contentId={page.id} owner={owner} onChange={setOwner} />
      {owner && <DayField day={day} onChange={setDay} />}
      {plan.error && <Notice tone="bad">{refusalWords(plan.error, t)}</Notice>}
      <Button type="submit" loading={plan.isPending}>
        {t('review.save')}
      </Button>
    </form>
  );
}

/** Somebody who reads the page. */
function OwnerField({
  contentId,
  owner,
  onChange,
}: {
  contentId: string;
  owner: PersonChip | null;
  onChange: (person: PersonChip | null) => void;
}) {
  const { t } = useTranslation('pages');
  const [typed, type] = useState(owner?.name ?? '');
  const q = typed === owner?.name ? '' : typed;
  const people = useQuery(peopleFor(contentId, q));
  const readers = people.data?.items.filter(({ canRead }) => canRead).map(({ person }) => person) ?? [];
  const shown = owner && !readers.some(({ id }) => id === owner.id) && q === '' ? [owner, ...readers] : readers;
  return (
    <Select
      label={t('review.ownerLabel')}
      description={t('review.ownerHint')}
      data={shown.map(({ id, name }) => ({ value: id, label: name }))}
      value={owner?.id ?? null}
      searchable
      clearable
      searchValue={typed}
      onSearchChange={type}
      filter={({ options }) => options}
      nothingFoundMessage={t('review.nobody')}
      onChange={(id) => onChange(shown.find((person) => person.id === id) ?? null)}
    />
  );
}

const QUICK = [3, 6, 12];

function DayField({ day, onChange }: { day: string; onChange: (day: string) => void }) {
  const { t } = useTranslation('pages');
  return (
    <>
      <TextInput type="date" label={t('review.day')} value={day} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
      <div className={classes['quick']}>
        {QUICK.map((months) => (
          <Button key={months} variant="default" size="compact-sm" onClick={() => onChange(inMonths(months))}>
            {t('review.inMonths', { count: months })}
          </Button>
        ))}
      </div>
    </>
  );
}
