import { Button, Group, TagsInput } from '@mantine/core';
import { LABELS, labelKey } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../ui/toast.tsx';
import { labelsOf, useSetLabels } from './pages.queries.ts';
import { refusalWords } from './refusal-words.ts';
import { useFocus } from './use-focus.ts';
import classes from './pages.module.css';

interface Props {
  contentId: string;
  communityId: string;
  labels: readonly string[];
  onDone: () => void;
}

/** Labels as one types them, with those that the community already uses. */
export function LabelsEditor({ contentId, communityId, labels, onDone }: Props) {
  const { t } = useTranslation('pages');
  const { t: common } = useTranslation();
  const [chosen, choose] = useState([...labels]);
  const [typed, type] = useState('');
  const known = useQuery(labelsOf(communityId));
  const set = useSetLabels();
  const field = useFocus();
  const send = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(
      { params: { id: contentId }, body: { labels: chosen } },
      { onSuccess: onDone, onError: (error) => toast(refusalWords(error, t)) },
    );
  };
  return (
    <form className={classes['around']} onSubmit={send}>
      <TagsInput
        label={t('labels.title')}
        description={t('labels.hint')}
        // Only once something is typed: a list that opens by itself would lie over the buttons.
        data={typed.trim() === '' ? [] : (known.data?.items.map(({ label }) => label) ?? [])}
        searchValue={typed}
        onSearchChange={type}
        value={chosen}
        onChange={choose}
        maxTags={LABELS}
        isDuplicate={(label, all) => all.some((other) => labelKey(other) === labelKey(label))}
        splitChars={[',', ';']}
        ref={field}
      />
      <Group gap="xs">
        <Button type="submit" loading={set.isPending}>
          {common('action.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {common('action.cancel')}
        </Button>
      </Group>
    </form>
  );
}
