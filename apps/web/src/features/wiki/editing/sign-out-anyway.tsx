import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { Confirm } from '../../../ui/confirm.tsx';

await speakAlso('writing');

/** Signing out removes what is not saved from this device: asked before. `count` pages hold such text. */
export function SignOutAnyway({ count, onConfirm, onClose }: { count: number; onConfirm: () => void; onClose: () => void }) {
  const { t } = useTranslation('writing');
  return (
    <Confirm title={t('signOut.title')} confirm={t('signOut.confirm')} opened onConfirm={onConfirm} onClose={onClose}>
      {t('signOut.hint', { count })}
    </Confirm>
  );
}
