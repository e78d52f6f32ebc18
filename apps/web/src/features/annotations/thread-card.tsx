import type { AnnotationView } from '@parvis/shared';
import {
  IconAlertTriangle,
  IconArrowsMove,
  IconCircleCheck,
  IconCornerUpLeft,
  IconFileText,
  IconLink,
  IconLinkOff,
  IconLock,
  IconUsers,
} from '@tabler/icons-react';
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../ui/toast.tsx';
import { useReopen, useResolve } from './annotations.queries.ts';
import { AnchorLog } from './anchor-log.tsx';
import { Changed, Lost } from './anchor-notes.tsx';
import { EditThread } from './edit-forms.tsx';
import { KIND_ICONS } from './kinds.ts';
import { usePanelTools } from './panel-context.ts';
import { Reactions } from './reactions.tsx';
import { Replies, ReplyForm } from './replies.tsx';
import { Byline, SaidBody } from './said.tsx';
import { shortQuote } from './text-places.ts';
import { ThreadMenu } from './thread-menu.tsx';
import { useAttaching } from './use-attaching.ts';
import classes from './card.module.css';

interface Props {
  thread: AnnotationView;
  opened: boolean;
  /** Which one it is of how many are shown: of many, only those near the screen are drawn. */
  place: { nth: number; of: number };
  /** It stands beside its passage, which then says what it is about. */
  placed: boolean;
  onOpen: () => void;
  onClose: () => void;
}

/** A thread: what was said about which passage, and what can be done. Closed it is short; open it shows all. */
export function ThreadCard({ thread, place, opened, placed, onOpen, onClose }: Props) {
  const { t } = useTranslation('annotations');
  const { desk } = usePanelTools();
  const card = useRef<HTMLElement>(null);
  const [form, show] = useState<'edit' | 'reply' | 'log' | null>(null);
  const { id, motivation, target, status, author, replies } = thread;
  const lost = target.state === 'ORPHAN';
  useTakenFocus(card, id, opened, placed);
  const quote = shortQuote(target.exact ?? target.original?.exact ?? '', t('atom'));
  const name = t('card.name', { kind: t(`kind.${motivation}`), name: author?.name ?? t('nobody'), quote: quote || t('whole') });
  const close = () => show(null);
  const showOpen = (wanted: 'edit' | 'log') => () => {
    show(wanted);
    if (!opened) onOpen();
  };
  return (
    // A click anywhere on a closed card opens it; keys have the button in its head.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <article
      ref={card}
      id={`annotation-${id}`}
      className={classes['card']}
      data-kind={lost ? 'lost' : motivation}
      data-open={opened}
      data-resolved={status === 'resolved'}
      aria-label={name}
      aria-posinset={place.nth}
      aria-setsize={place.of}
      tabIndex={-1}
      onClick={(event) => !opened && isForCard(event) && onOpen()}
      onPointerEnter={() => desk.change({ pointed: id })}
      onPointerLeave={() => desk.change({ pointed: null })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !opened || event.defaultPrevented || form !== null) return;
        event.preventDefault();
        onClose();
      }}
    >
      <Head thread={thread} opened={opened} onToggle={opened ? onClose : onOpen}>
        <ThreadMenu thread={thread} onEdit={showOpen('edit')} onLog={showOpen('log')} />
      </Head>
      <Byline said={thread} />
      {!placed && quote && <blockquote className={classes['quote']}>{quote}</blockquote>}
      {form === 'edit' ? <EditThread thread={thread} onDone={close} /> : <SaidBody said={thread} thread={thread} short={!opened} />}
      {lost && <Lost thread={thread} />}
      {target.state === 'CHANGED' && opened && <Changed thread={thread} />}
      <Reactions said={thread} mayReact={thread.can.reply} opened={opened} />
      {opened && <Replies thread={thread} />}
      {!opened && replies.length > 0 && <p className={classes['more']}>{t('card.replies', { count: replies.length })}</p>}
      {form === 'log' && <AnchorLog thread={thread} onClose={close} />}
      {opened && form === 'reply' && <ReplyForm thread={thread} onDone={close} />}
      {opened && form === null && <Actions thread={thread} onReply={() => show('reply')} />}
    </article>
  );
}

interface HeadProps {
  thread: AnnotationView;
  opened: boolean;
  onToggle: () => void;
  children: ReactNode;
}
function Head({ thread: { motivation, visibility, status, target }, opened, onToggle, children }: HeadProps) {
  const { t } = useTranslation('annotations');
  const lost = target.state === 'ORPHAN';
  const Icon = lost ? IconLinkOff : KIND_ICONS[motivation];
  return (
    <div className={classes['head']}>
      <button type="button" className={classes['kind']} aria-expanded={opened} onClick={onToggle}>
        <Icon size={14} stroke={1.8} aria-hidden="true" />
        {lost ? t('card.lost') : t(`kind.${motivation}`)}
      </button>
      {visibility === 'private' && <Note Icon={IconLock}>{t('card.private')}</Note>}
      {visibility === 'community' && <Note Icon={IconUsers}>{t('card.community')}</Note>}
      {target.whole && <Note Icon={IconFileText}>{t('card.whole')}</Note>}
      {status === 'resolved' && <Note Icon={IconCircleCheck}>{t('card.resolved')}</Note>}
      {target.state === 'CHANGED' && <Note Icon={IconAlertTriangle}>{t('card.changed')}</Note>}
      {target.state === 'MOVED' && <Note Icon={IconArrowsMove}>{t('card.moved')}</Note>}
      {children}
    </div>
  );
}

const Note = ({ Icon, children }: { Icon: typeof IconLock; children: ReactNode }) => (
  <span className={classes['note']}>
    <Icon size={14} stroke={1.6} aria-hidden="true" />
    {children}
  </span>
);

function Actions({ thread, onReply }: { thread: AnnotationView; onReply: () => void }) {
  const { t } = useTranslation('annotations');
  const { page, me } = usePanelTools();
  const attach = useAttaching();
  const resolve = useResolve(me, page.id);
  const reopen = useReopen(page.id);
  const { id, can, status, target } = thread;
  const failed = { onError: () => toast(t('notDone')) };
  const open = status === 'open';
  if (!can.reply && !can.resolve && !can.place) return null;
  return (
    <div className={classes['acts']}>
      {target.state === 'ORPHAN' && can.place && (
        <button type="button" data-main="" onClick={() => attach(id)}>
          <IconLink size={16} stroke={1.6} aria-hidden="true" />
          {t('card.attach')}
        </button>
      )}
      {can.reply && (
        <button type="button" onClick={onReply}>
          <IconCornerUpLeft size={16} stroke={1.6} aria-hidden="true" />
          {t('card.reply')}
        </button>
      )}
      {can.resolve && (
        <button type="button" data-main={open ? '' : undefined} onClick={() => (open ? resolve : reopen).mutate({ id }, failed)}>
          <IconCircleCheck size={16} stroke={1.6} aria-hidden="true" />
          {t(open ? 'card.resolve' : 'card.reopen')}
        </button>
      )}
    </div>
  );
}

/** What is a link or a button keeps its click; words may be selected. */
const isForCard = ({ target }: MouseEvent): boolean =>
  target instanceof Element &&
  !target.closest('a, button, input, textarea, select, [contenteditable]') &&
  (document.getSelection()?.isCollapsed ?? true);

/** Takes the focus when a key led here, and comes into sight in a list. */
function useTakenFocus(card: { current: HTMLElement | null }, id: string, opened: boolean, placed: boolean): void {
  const { desk } = usePanelTools();
  useEffect(() => {
    if (opened && desk.takeFocus(id)) card.current?.focus({ preventScroll: true });
  });
  useEffect(() => {
    if (opened && !placed) card.current?.scrollIntoView({ block: 'nearest' });
  }, [card, opened, placed]);
}
