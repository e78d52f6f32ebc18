import type { CommunityChip } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AfterPaint } from '../../ui/after-paint.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import type { ArrangedPage, Arranging } from './pages/arranging.ts';
import { Branch } from './tree-branch.tsx';
import { moveFocus } from './tree-keys.ts';
import { type TreeNode, nest, pageTree } from './wiki.queries.ts';
import classes from './page-tree.module.css';

// Reading needs none of it: what moves pages comes after the tree, and only to those who may.
const TreeDrag = lazy(async () => ({ default: (await import('./pages/tree-drag.tsx')).TreeDrag }));
const ArrangeDialog = lazy(async () => ({ default: (await import('./pages/arrange-dialog.tsx')).ArrangeDialog }));

interface Props {
  communityId: string;
  current?: string;
  /** The community, for somebody who may write in it: pages can be moved, copied and renamed. */
  arrange?: CommunityChip | undefined;
}

/**
 * The pages of a community as a tree (ARIA tree view pattern, levels declared): arrows move and open, letters go to
 * the next title that begins so, Enter goes there. Items stand one after the other, so that each is named by its own
 * title alone.
 */
export function PageTree({ communityId, current, arrange }: Props) {
  const { t } = useTranslation();
  const tree = useQuery(pageTree(communityId));
  const list = useRef<HTMLUListElement>(null);
  const [opened, setOpened] = useOpened(communityId);
  const [arranged, setArranged] = useState<ArrangedPage | null>(null);
  const roots = useMemo(() => nest(tree.data?.items ?? []), [tree.data]);
  const onPath = useMemo(() => pathTo(roots, current), [roots, current]);
  if (tree.isPending) return <Loading />;
  if (tree.isError) return <Failed error={tree.error} onRetry={() => void tree.refetch()} />;
  const isOpen = (id: string) => opened[id] ?? onPath.has(id);
  const toggle = (id: string, open: boolean) => setOpened({ ...opened, [id]: open });
  const done = (id: string) => {
    setArranged(null);
    list.current?.querySelector<HTMLElement>(`[data-page="${id}"]`)?.focus();
  };
  const arranging: Arranging | null = arrange ? { page: arranged, begin: setArranged, done } : null;
  const shared = { communityId, community: arrange, current, isOpen, toggle, arranging };
  return (
    <>
      <ul ref={list} role="tree" aria-label={t('wiki.tree')} className={classes['tree']} onKeyDown={moveFocus}>
        {roots.map((node, index) => (
          <Branch key={node.id} node={node} level={1} first={index === 0 && !onPath.size} whole={tree.data.whole} {...shared} />
        ))}
      </ul>
      {arrange && (
        <AfterPaint standIn={null}>
          <TreeDrag list={list} communityId={communityId} onOpen={(id) => toggle(id, true)} />
        </AfterPaint>
      )}
      {arrange && arranged && (arranged.how === 'move' || arranged.how === 'copy') && (
        <Suspense>
          <ArrangeDialog how={arranged.how} page={arranged} community={arrange} onClose={() => done(arranged.id)} />
        </Suspense>
      )}
    </>
  );
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
