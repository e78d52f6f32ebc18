import type { CommunityChip } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconChevronRight, IconDots, IconLock } from '@tabler/icons-react';
import { type KeyboardEvent, Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../ui/states.tsx';
import type { ArrangedPage, Arranging } from './pages/arranging.ts';
import { type TreeNode, pageTree } from './wiki.queries.ts';
import classes from './page-tree.module.css';

const RowMenu = lazy(async () => ({ default: (await import('./pages/row-menu.tsx')).RowMenu }));
const RenameInTree = lazy(async () => ({ default: (await import('./pages/rename-in-tree.tsx')).RenameInTree }));

interface BranchProps {
  node: TreeNode;
  level: number;
  communityId: string;
  community: CommunityChip | undefined;
  current: string | undefined;
  isOpen: (id: string) => boolean;
  toggle: (id: string, open: boolean) => void;
  /** Null for those who only read. */
  arranging: Arranging | null;
  first?: boolean;
  whole: boolean;
}

/** A page in the tree, and those below it while it is open. */
export function Branch({ node, level, first = false, whole, ...shared }: BranchProps) {
  const { current, isOpen, toggle, arranging } = shared;
  const navigate = useNavigate();
  const open = node.hasChildren && isOpen(node.id);
  const selected = node.id === current;
  const begin = (how: ArrangedPage['how']) => arranging?.begin({ ...node, how });
  const onKeyDown = (event: KeyboardEvent) => {
    // Letters typed into the name of a page are its own.
    if (event.target instanceof HTMLInputElement) return event.stopPropagation();
    if (event.key === 'Enter') void navigate({ to: '/p/$id/$slug', params: node });
    else if (event.key === 'ArrowRight' && node.hasChildren && !open) toggle(node.id, true);
    else if (event.key === 'ArrowLeft' && open) toggle(node.id, false);
    else if (arranging && event.key === 'F2') begin('rename');
    else if (arranging && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) begin('menu');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <li
        role="treeitem"
        aria-level={level}
        aria-selected={selected}
        aria-label={node.title}
        {...(node.hasChildren && { 'aria-expanded': open })}
        data-page={node.id}
        data-parent={node.parentId ?? ''}
        tabIndex={selected || first ? 0 : -1}
        onKeyDown={onKeyDown}
      >
        <Line node={node} level={level} open={open} selected={selected} {...shared} />
      </li>
      {open &&
        (whole || node.children.length > 0 ? (
          node.children.map((child) => <Branch key={child.id} node={child} level={level + 1} whole={whole} {...shared} />)
        ) : (
          <LazyLevel parentId={node.id} level={level + 1} {...shared} />
        ))}
    </>
  );
}

type LineProps = Pick<BranchProps, 'node' | 'level' | 'community' | 'toggle' | 'arranging'> & { open: boolean; selected: boolean };

function Line({ node, level, community, open, selected, toggle, arranging }: LineProps) {
  const { t } = useTranslation();
  const how = arranging?.page?.id === node.id ? arranging.page.how : null;
  return (
    <div className={classes['line']} data-selected={selected} data-level={Math.min(level, 6)}>
      {node.hasChildren ? (
        <button
          type="button"
          tabIndex={-1}
          className={classes['toggle']}
          aria-label={t(open ? 'wiki.fold' : 'wiki.unfold', { title: node.title })}
          onClick={() => toggle(node.id, !open)}
        >
          <IconChevronRight size={14} aria-hidden="true" data-open={open} />
        </button>
      ) : (
        <span className={classes['toggle']} />
      )}
      {how === 'rename' && arranging ? (
        <Suspense fallback={<span>{node.title}</span>}>
          <RenameInTree page={node} onDone={() => arranging.done(node.id)} />
        </Suspense>
      ) : (
        // A link would be dragged by itself: here the whole line is.
        <Link to="/p/$id/$slug" params={node} tabIndex={-1} title={node.title} {...(arranging && { draggable: false })}>
          {node.title}
        </Link>
      )}
      {node.audience === 'participants' && <IconLock size={14} aria-label={t('wiki.restricted')} />}
      {arranging && community && <RowActions node={node} open={how === 'menu'} arranging={arranging} community={community} />}
    </div>
  );
}

interface RowActionsProps {
  node: TreeNode;
  open: boolean;
  arranging: Arranging;
  community: CommunityChip;
}

/** The menu's code comes with the first click. */
function RowActions({ node, open, arranging, community }: RowActionsProps) {
  const { t } = useTranslation();
  const button = (
    <button
      type="button"
      tabIndex={-1}
      className={classes['actions']}
      aria-label={t('wiki.arrange', { title: node.title })}
      aria-haspopup="menu"
      onClick={() => arranging.begin({ ...node, how: 'menu' })}
    >
      <IconDots size={16} aria-hidden="true" />
    </button>
  );
  if (!open) return button;
  return (
    <Suspense fallback={button}>
      <RowMenu page={node} community={community} button={button} arranging={arranging} />
    </Suspense>
  );
}

/** One level of a tree that is too large to come whole. */
function LazyLevel({ parentId, ...rest }: Omit<BranchProps, 'node' | 'whole' | 'first'> & { parentId: string }) {
  const level = useQuery(pageTree(rest.communityId, parentId));
  if (level.isPending)
    return (
      <li role="none">
        <Loading rows={1} />
      </li>
    );
  return (level.data?.items ?? []).map((item) => <Branch key={item.id} node={{ ...item, children: [] }} whole={false} {...rest} />);
}
