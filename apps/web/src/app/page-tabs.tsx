import type { PageView } from '@parvis/shared';
import { type ComponentType, lazy } from 'react';
import type fr from '../messages/fr.json';

/** What a feature shows beside a page, in the panel that belongs to it. */
interface PageTab {
  id: string;
  name: `panel.${Extract<keyof typeof fr.panel, string>}`;
  /** Whether it is there for this page and this reader. */
  shows: (page: PageView) => boolean;
  /** How much waits there, after its name; loaded after the page. */
  Count?: ComponentType<{ page: PageView }>;
  /** Loaded when it is opened; `beside` tells that it stands beside the page, not over it. */
  Content: ComponentType<{ page: PageView; beside: boolean; onClose: () => void }>;
}

/** The tabs of the panel, in their order. A feature comes in by one line here. */
export const PAGE_TABS: readonly PageTab[] = [
  {
    id: 'annotations',
    name: 'panel.annotations',
    shows: () => true,
    Count: lazy(async () => ({ default: (await import('./page-annotations.tsx')).OpenAnnotations })),
    Content: lazy(async () => ({ default: (await import('./page-annotations.tsx')).PageAnnotationsTab })),
  },
  {
    id: 'versions',
    name: 'panel.versions',
    shows: ({ can }) => can.edit,
    Content: lazy(async () => ({ default: (await import('./page-versions-tab.tsx')).PageVersionsTab })),
  },
];
