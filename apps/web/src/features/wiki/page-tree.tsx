import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconChevronRight, IconLock } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed, Loading } from '../../ui/states.tsx';
import { type TreeNode, nest, pageTree } from './wiki.queries.ts';
import classes from './page-tree.module.css';

interface Props {
  communityId: string;
  current?: string;
}

/**
 * The pages of a community as a tree (ARIA tree view pattern, levels declared): arrows move and open, Enter goes
 * there. Items stand one after the other, so that each is named by its own title alone.
 */
export function PageTree({ communityId, current }: Props) {
  const { t } = useTranslation();
  const tree = useQuery(pageTree(communityId));
  const [opened, setOpened] = useOpened(communityId);
  const roots = useMemo(() => nest(tree.data?.items ?? []), [tree.data]);
  const onPath = useMemo(() => pathTo(roots, current), [roots, current]);
  if (tree.isPending) return <Loading />;
  if (tree.isError) return <Failed error={tree.error} onRetry={() => void tree.refetch()} />;
  const isOpen = (id: string) => opened[id] ?? onPath.has(id);
  const toggle = (id: string, open: boolean) => setOpened({ ...opened, [id]: open });
  return (
    <ul role="tree" aria-label={t('wiki.tree')} className={classes['tree']} onKeyDown={moveFocus}>
      {roots.map((node, index) => (
        <Branch
          key={node.id}
          node={node}
          level={1}
          communityId={communityId}
          current={current}
          isOpen={isOpen}
          toggle={toggle}
          first={index === 0 && !onPath.size}
          whole={tree.data.whole}
        />
      ))}
    </ul>
  );
}

interface BranchProps {
  node: TreeNode;
  level: number;
  communityId: string;
  current: string | undefined;
  isOpen: (id: string) => boolean;
  toggle: (id: string, open: boolean) => void;
  first?: boolean;
  whole: boolean;
}

function Branch({ node, level, communityId, current, isOpen, toggle, first = false, whole }: BranchProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = node.hasChildren && isOpen(node.id);
  const selected = node.id === current;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void navigate({ to: '/p/$id/$slug', params: node });
    else if (event.key === 'ArrowRight' && node.hasChildren && !open) toggle(node.id, true);
    else if (event.key === 'ArrowLeft' && open) toggle(node.id, false);
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
        tabIndex={selected || first ? 0 : -1}
        onKeyDown={onKeyDown}
      >
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
          <Link to="/p/$id/$slug" params={node} tabIndex={-1} title={node.title}>
            {node.title}
          </Link>
          {node.audience === 'participants' && <IconLock size={14} aria-label={t('wiki.restricted')} />}
        </div>
      </li>
      {open &&
        (whole || node.children.length > 0 ? (
          node.children.map((child) => (
            <Branch
              key={child.id}
              node={child}
              level={level + 1}
              communityId={communityId}
              current={current}
              isOpen={isOpen}
              toggle={toggle}
              whole={whole}
            />
          ))
        ) : (
          <LazyLevel parentId={node.id} level={level + 1} communityId={communityId} current={current} isOpen={isOpen} toggle={toggle} />
        ))}
    </>
  );
}

/** One level of a tree that is too large to come whole. */
function LazyLevel({ parentId, ...rest }: Omit<BranchProps, 'node' | 'whole'> & { parentId: string }) {
  const level = useQuery(pageTree(rest.communityId, parentId));
  if (level.isPending)
    return (
      <li role="none">
        <Loading rows={1} />
      </li>
    );
  return (level.data?.items ?? []).map((item) => <Branch key={item.id} node={{ ...item, children: [] }} whole={false} {...rest} />);
}

/** What somebody opened or closed is remembered on this device. */
function useOpened(communityId: string): [Record<string, boolean>, (next: Record<string, boolean>) => void] {
  const key = `parvis.tree.${communityId}`;
  const [opened, set] = useState<Record<string, boolean>>(() => JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, boolean>);
  return [
    opened,
    (next) => {
      localStorage.setItem(key, JSON.stringify(next));
      set(next);
    },
  ];
}

function pathTo(nodes: readonly TreeNode[], id: string | undefined): Set<string> {
  const byId = new Map<string, TreeNode>();
  const collect = (list: readonly TreeNode[]) =>
    list.forEach((node) => {
      byId.set(node.id, node);
      collect(node.children);
    });
  collect(nodes);
  const path = new Set<string>();
  for (let node = byId.get(id ?? ''); node; node = byId.get(node.parentId ?? '')) path.add(node.id);
  return path;
}

/** Up, down, Home and End go from one visible item to the next. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1, ArrowRight: at + 1, ArrowLeft: at - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items[Math.max(0, Math.min(items.length - 1, to))]?.focus();
}
