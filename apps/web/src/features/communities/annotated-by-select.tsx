import { Select } from '@mantine/core';
import type { AnnotatedBy } from '@parvis/shared';
import { useTranslation } from 'react-i18next';

const CHOICES: readonly AnnotatedBy[] = ['employees', 'members', 'readers'];

/** Who may annotate the pages of a community, in plain words below the choice. */
export function AnnotatedBySelect({ value, onChange }: { value: AnnotatedBy; onChange: (value: AnnotatedBy) => void }) {
  const { t } = useTranslation();
  return (
    <Select
      label={t('communities.whoAnnotates')}
      data={CHOICES.map((choice) => ({ value: choice, label: t(`communities.annotators.${choice}`) }))}
      value={value}
      allowDeselect={false}
      description={t(`communities.annotatorsExplained.${value}`)}
      inputWrapperOrder={['label', 'input', 'description']}
      onChange={(chosen) => chosen && onChange(chosen)}
    />
  );
}
