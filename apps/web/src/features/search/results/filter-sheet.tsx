import { Button } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { type MouseEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { narrowedBy } from '../search-address.ts';
import { type FilterProps, Filters } from './filters.tsx';
import classes from './filter-sheet.module.css';

/** The filters where there is no room beside the results: behind a button, on a sheet from below. */
export function FilterSheet(props: FilterProps) {
  const { t } = useTranslation('search');
  const sheet = useRef<HTMLDialogElement>(null);
  const close = () => sheet.current?.close();
  const used = narrowedBy(props.search);
  const closeBeside = ({ target }: MouseEvent) => target === sheet.current && close();
  return (
    <div className={classes['narrow']}>
      <Button
        variant="default"
        aria-haspopup="dialog"
        leftSection={<IconAdjustmentsHorizontal size={18} stroke={1.6} aria-hidden="true" />}
        onClick={() => sheet.current?.showModal()}
      >
        {used > 0 ? t('filter.openCount', { count: used }) : t('filter.open')}
      </Button>
      {/* The keyboard closes it by Escape, which the browser handles. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
      <dialog ref={sheet} className={classes['sheet']} aria-label={t('filter.title')} onClick={closeBeside}>
        <div className={classes['content']}>
          <h2>{t('filter.title')}</h2>
          <Filters {...props} />
          <Button fullWidth onClick={close}>
            {t('filter.done')}
          </Button>
        </div>
      </dialog>
    </div>
  );
}
