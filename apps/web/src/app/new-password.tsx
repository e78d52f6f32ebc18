import { PasswordInput } from '@mantine/core';
import { PASSWORD_MIN_LENGTH } from '@parvis/shared';
import { useTranslation } from 'react-i18next';

/** A password to choose: long rather than complicated. */
export function NewPassword({ value, onChange, error }: { value: string; onChange: (value: string) => void; error?: string | undefined }) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      label={t('person.newPassword')}
      description={t('person.passwordHint', { count: PASSWORD_MIN_LENGTH })}
      autoComplete="new-password"
      required
      minLength={PASSWORD_MIN_LENGTH}
      value={value}
      error={error}
      visibilityToggleButtonProps={{ 'aria-label': t('person.showPassword') }}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
