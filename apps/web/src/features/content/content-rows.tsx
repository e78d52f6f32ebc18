import type { ContentCard } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { When } from '../../ui/dates.tsx';
import { Row, RowIcon, Rows } from '../../ui/row.tsx';

/** Pieces of content in a list, everywhere the same. */
export function ContentRows({
  label,
  items,
  withCommunity = true,
}: {
  label: string;
  items: readonly ContentCard[];
  withCommunity?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Rows label={label}>
      {items.map(({ id, slug, title, community, lastEditor, updatedAt }) => (
        <Row
          key={id}
          mark={<RowIcon icon={IconFileText} />}
          title={
            <Link to="/p/$id/$slug" params={{ id, slug }}>
              {title}
            </Link>
          }
          detail={
            <>
              {lastEditor ? t('content.editedBy', { name: lastEditor.name }) : t('content.edited')} <When at={updatedAt} />
              {withCommunity && community && ` · ${community.name}`}
            </>
          }
        />
      ))}
    </Rows>
  );
}
