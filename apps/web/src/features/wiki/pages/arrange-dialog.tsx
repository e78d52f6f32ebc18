import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { type CommunityChip, CopiedAnnotations, type PageTreeItem } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { newId } from '../../../lib/new-id.ts';
import { Choice } from '../../../ui/choice.tsx';
import formClasses from '../../../ui/form.module.css';
import { Notice } from '../../../ui/notice.tsx';
import { toast } from '../../../ui/toast.tsx';
import { pageTree } from '../wiki.queries.ts';
import { type Chosen, PlacePicker } from './place-picker.tsx';
import { type Place, useCopyPage, useMovePage, writableCommunities } from './pages.queries.ts';
import { refusalWords } from './refusal-words.ts';

await speakAlso('pages');

interface Props {
  how: 'move' | 'copy';
  page: { id: string; title: string; parentId: string | null; hasChildren?: boolean };
  community: CommunityChip;
  onClose: () => void;
}

/** Moves or copies a page to a place that one chooses: the other way to what dragging does. */
export function ArrangeDialog({ how, page, community, onClose }: Props) {
  const { t } = useTranslation('pages');
  const { t: common } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(how === 'move' ? 'move.title' : 'copy.title', { title: page.title })}
      closeButtonProps={{ 'aria-label': common('action.close') }}
    >
      {how === 'move' ? (
        <MoveForm page={page} community={community} onClose={onClose} />
      ) : (
        <CopyForm page={page} community={community} onClose={onClose} />
      )}
    </Modal>
  );
}

function MoveForm({ page, community, onClose }: Omit<Props, 'how'>) {
  const { t } = useTranslation('pages');
  const [to, setTo] = useState<Chosen>({ communityId: community.id, parentId: page.parentId });
  const [position, setPosition] = useState('last');
  const move = useMovePage(community.id);
  const tree = useQuery(pageTree(to.communityId));
  const here = useQuery(pageTree(community.id));
  const siblings = (tree.data?.items ?? []).filter(({ parentId, id }) => parentId === to.parentId && id !== page.id);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const place: Place = { communityId: to.communityId, parentId: to.parentId, ...among(position) };
    const back: Place = { communityId: community.id, parentId: page.parentId, ...placeAmong(here.data?.items ?? [], page) };
    move.mutate(
      { id: page.id, place },
      {
        onSuccess: () => {
          toast(t('moved', { title: page.title }), () => move.mutate({ id: page.id, place: back }));
          onClose();
        },
      },
    );
  };
  return (
    <form className={formClasses['dialog']} onSubmit={send}>
      <PlacePicker
        value={to}
        without={page.id}
        onChange={(place) => {
          setTo(place);
          setPosition('last');
        }}
      />
      {siblings.length > 0 && tree.data?.whole && (
        <Select
          label={t('move.position')}
          value={position}
          allowDeselect={false}
          onChange={(value) => value && setPosition(value)}
          data={[
            { value: 'last', label: t('move.last') },
            { value: 'first', label: t('move.first') },
            ...siblings.map(({ id, title }) => ({ value: id, label: t('move.after', { title }) })),
          ]}
        />
      )}
      {to.communityId !== community.id && <ReadersChange communityId={to.communityId} />}
      {move.error && <Notice tone="bad">{refusalWords(move.error, t)}</Notice>}
      <Button type="submit" loading={move.isPending}>
        {t('move.send')}
      </Button>
    </form>
  );
}

const among = (position: string): Pick<Place, 'after'> => (position === 'last' ? {} : { after: position === 'first' ? null : position });

/** Where a page stands among its siblings now, to go back there. */
function placeAmong(items: readonly PageTreeItem[], page: { id: string; parentId: string | null }): Pick<Place, 'after'> {
  const siblings = items.filter(({ parentId }) => parentId === page.parentId);
  return { after: siblings[siblings.findIndex(({ id }) => id === page.id) - 1]?.id ?? null };
}

/** Says who will read the page from then on. */
function ReadersChange({ communityId }: { communityId: string }) {
  const { t } = useTranslation('pages');
  const { data } = useQuery(writableCommunities);
  const target = data?.find(({ id }) => id === communityId);
  if (!target) return null;
  return <Notice tone="warn">{t(`move.readers.${target.visibility}`, { community: target.name })}</Notice>;
}

function CopyForm({ page, community, onClose }: Omit<Props, 'how'>) {
  const { t } = useTranslation('pages');
  const navigate = useNavigate();
  const [to, setTo] = useState<Chosen>({ communityId: community.id, parentId: page.parentId });
  const [title, setTitle] = useState(() => t('copy.of', { title: page.title }));
  const [descendants, setDescendants] = useState(true);
  const [annotations, setAnnotations] = useState<CopiedAnnotations>('none');
  const id = useRef(newId());
  const copy = useCopyPage();
  const send = (event: FormEvent) => {
    event.preventDefault();
    const body = {
      id: id.current,
      communityId: to.communityId,
      parentId: to.parentId,
      title,
      descendants: page.hasChildren !== false && descendants,
      annotations,
    };
    copy.mutate(
      { params: { id: page.id }, body },
      {
        onSuccess: (made) => {
          const said = made.leftOut > 0 ? t('copy.doneWithout', { count: made.leftOut }) : t('copy.done', { count: made.pages });
          toast(made.annotations > 0 ? `${said}, ${t('copy.withAnnotations', { count: made.annotations })}` : said);
          onClose();
          void navigate({ to: '/p/$id/$slug', params: made });
        },
      },
    );
  };
  return (
    <form className={formClasses['dialog']} onSubmit={send}>
      <TextInput
        label={t('newTitle')}
        value={title}
        maxLength={200}
        required
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      {page.hasChildren !== false && (
        <Checkbox
          label={t('copy.descendants')}
          checked={descendants}
          onChange={({ currentTarget }) => setDescendants(currentTarget.checked)}
        />
      )}
      <Choice
        label={t('copy.annotations')}
        value={annotations}
        options={CopiedAnnotations.options.map((value) => ({ value, label: t(`copy.along.${value}`) }))}
        onChange={setAnnotations}
      />
      {annotations !== 'none' && <p className="muted">{t('copy.alongHint')}</p>}
      <PlacePicker value={to} onChange={setTo} />
      {copy.error && <Notice tone="bad">{refusalWords(copy.error, t)}</Notice>}
      <Button type="submit" loading={copy.isPending} disabled={title.trim() === ''}>
        {t('copy.send')}
      </Button>
    </form>
  );
}
