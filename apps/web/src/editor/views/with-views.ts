import { type AnyExtension, Node } from '@tiptap/core';
import { type ReactNodeViewProps, ReactNodeViewRenderer } from '@tiptap/react';
import type { ComponentType } from 'react';
import { EmbedView, FileView, InlinePictureView, KeptView, MentionView, PageCardView } from './atom-views.tsx';
import { CodeView } from './code-view.tsx';
import { CalloutView, DetailsView, StepView, StepsView, TabView, TabsView } from './container-views.tsx';
import { FormulaView } from './formula-view.tsx';
import { PictureView } from './picture-view.tsx';

const VIEWS: Readonly<Record<string, ComponentType<ReactNodeViewProps>>> = {
  image: PictureView,
  inlineImage: InlinePictureView,
  file: FileView,
  embed: EmbedView,
  pageCard: PageCardView,
  kept: KeptView,
  formula: FormulaView,
  inlineFormula: FormulaView,
  mention: MentionView,
  codeBlock: CodeView,
  callout: CalloutView,
  details: DetailsView,
  tabs: TabsView,
  tab: TabView,
  steps: StepsView,
  step: StepView,
};
/** What its wrapper is, where it may not be a `div`. */
const ELEMENTS: Readonly<Record<string, string>> = { inlineImage: 'span', inlineFormula: 'span', mention: 'span' };

/** The vocabulary as one sees it while one writes. */
export const withViews = (nodes: readonly AnyExtension[]): AnyExtension[] =>
  nodes.map((extension) => {
    const view = VIEWS[extension.name];
    if (!view || !(extension instanceof Node)) return extension;
    const as = ELEMENTS[extension.name];
    return extension.extend({
      addNodeView: () => ReactNodeViewRenderer(view, { ...(as !== undefined && { as }), stopEvent: ({ event }) => isForField(event) }),
    });
  });

/** Fields and buttons inside a block keep their events: the editor must not take keys and clicks that are theirs. */
const isForField = (event: Event): boolean =>
  event.target instanceof Element &&
  event.target.closest('input, textarea, select, [data-tool]') !== null &&
  !event.type.startsWith('drag');
