import { Button, Checkbox, Modal } from '@mantine/core';
import { ExportedAnnotations, api } from '@parvis/shared';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressIn } from '../../../lib/api.ts';
import { speakAlso } from '../../../lib/i18n.ts';
import { Choice } from '../../../ui/choice.tsx';
import formClasses from '../../../ui/form.module.css';

await speakAlso('pages');

interface Props {
  /** A page, alone or with all below it, or a whole community. */
  what: { pageId: string } | { communityId: string };
  onClose: () => void;
}

/** What goes along with the Markdown; then a plain download. */
export function ExportDialog({ what, onClose }: Props) {
  const { t } = useTranslation('pages');
  const { t: common } = useTranslation();
  const [descendants, setDescendants] = useState(false);
  const [annotations, setAnnotations] = useState<ExportedAnnotations>('none');
  const address =
    'pageId' in what
      ? addressIn(api.exportPage, { params: { id: what.pageId }, query: { descendants: descendants ? 'true' : undefined, annotations } })
      : addressIn(api.exportCommunity, { params: { id: what.communityId }, query: { annotations } });
  return (
    <Modal opened onClose={onClose} title={common('wiki.export')} closeButtonProps={{ 'aria-label': common('action.close') }}>
      <div className={formClasses['dialog']}>
        {'pageId' in what && (
          <Checkbox
            label={t('copy.descendants')}
            checked={descendants}
            onChange={({ currentTarget }) => setDescendants(currentTarget.checked)}
          />
        )}
        <Choice
          label={t('export.annotations')}
          value={annotations}
          options={ExportedAnnotations.options.map((value) => ({ value, label: t(`export.along.${value}`) }))}
          onChange={setAnnotations}
        />
        <p className="muted">{t(`export.explained.${annotations}`)}</p>
        <Button
          component="a"
          href={address}
          download
          justify="center"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          onClick={onClose}
        >
          {t('export.send')}
        </Button>
      </div>
    </Modal>
  );
}
