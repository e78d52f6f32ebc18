import { useTranslation } from 'react-i18next';

/** Says that something typed is not saved yet, and where it is meanwhile; with the way back. */
export function Unsaved({ shown, onDrop }: { shown: boolean; onDrop: () => void }) {
  const { t } = useTranslation();
  return (
    <p className="muted" role="status">
      {shown && (
        <>
          {t('action.unsaved')}{' '}
          <button type="button" className="link" onClick={onDrop}>
            {t('action.dropChanges')}
          </button>
        </>
      )}
    </p>
  );
}
