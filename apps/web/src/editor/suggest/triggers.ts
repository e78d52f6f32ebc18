import { type Editor, Extension, type Range } from '@tiptap/core';
import type { PageRef } from '@parvis/shared';
import { PluginKey } from '@tiptap/pm/state';
import { Suggestion, type SuggestionOptions } from '@tiptap/suggestion';
import { CATEGORIES, KINDS, type Kind } from '../blocks/kinds.ts';
import { toast } from '../../ui/toast.tsx';
import type { MentionablePerson } from '../props.ts';
import type { Services } from '../services.ts';
import { found } from '../../lib/found.ts';
import type { Choice, Trigger } from './suggest-store.ts';

type Line<Of> = Omit<Choice, 'run'> & { of: Of };

const DEBOUNCE_MS = 120;
const MOST = 20;

/** `/` for blocks, `[[` for pages, `@` for people: lists that open while one types and are shown by `SuggestList`. */
export const Triggers = Extension.create<{ services: Services }>({
  name: 'triggers',
  addProseMirrorPlugins() {
    const { services } = this.options;
    const { editor } = this;
    return [
      suggestion<Kind>(editor, services, 'slash', {
        char: '/',
        items: ({ query }) => kindLines(services, query),
        command: ({ range, props: { of } }) => {
          editor.chain().focus().deleteRange(range).run();
          of.insert(editor, services.ways.asking);
        },
      }),
      suggestion<PageRef>(editor, services, 'page', {
        char: '[[',
        allowedPrefixes: null,
        debounce: DEBOUNCE_MS,
        items: async ({ query, signal }) => pageLines(services, (await services.given.searchPages(query.trim(), signal)).slice(0, MOST)),
        command: ({ range, props: { of } }) => insertPageLink(editor, range, of),
      }),
      people(editor, services),
    ];
  },
});

/** `@` alone, for short texts. */
export const PeopleTrigger = Extension.create<{ services: Services }>({
  name: 'people',
  addProseMirrorPlugins() {
    return [people(this.editor, this.options.services)];
  },
});

const people = (editor: Editor, services: Services) =>
  suggestion<MentionablePerson>(editor, services, 'person', {
    char: '@',
    allowedPrefixes: [' ', '(', '«', '\u00a0'],
    debounce: DEBOUNCE_MS,
    items: async ({ query, signal }) => personLines(services, (await services.given.searchPeople(query.trim(), signal)).slice(0, MOST)),
    command: ({ range, props: { of } }) => {
      if (!of.canRead) toast(services.t('mention.warning', { name: of.name }));
      const mention = { type: 'mention', attrs: { personId: of.id } };
      editor
        .chain()
        .focus()
        .insertContentAt(range, [mention, { type: 'text', text: ' ' }])
        .run();
    },
  });

function suggestion<Of>(
  editor: Editor,
  { suggest }: Services,
  trigger: Trigger,
  options: Omit<SuggestionOptions<Line<Of>, Line<Of>>, 'editor'>,
) {
  return Suggestion<Line<Of>, Line<Of>>({
    ...options,
    editor,
    pluginKey: new PluginKey(`suggest-${trigger}`),
    allowSpaces: true,
    // A space behind it means that the sign itself was meant; code is code.
    allow: ({ state, range }) => {
      const $from = state.doc.resolve(range.from);
      return (
        !$from.parent.type.spec.code &&
        !/\s/.test(state.doc.textBetween(range.from, Math.min(range.to, $from.end())).charAt(options.char?.length ?? 1))
      );
    },
    render: () => ({
      onStart: (props) => suggest.show(trigger, props),
      onUpdate: (props) => suggest.show(trigger, props),
      onExit: () => suggest.close(trigger),
      onKeyDown: ({ event }) => suggest.onKey(event),
    }),
  });
}

/** Blocks in their categories; while one searches, by how well they fit. */
function kindLines({ t }: Services, query: string): Line<Kind>[] {
  const lines = KINDS.map((kind) => ({ of: kind, label: t(`kind.${kind.name}`), also: kind.also }));
  const ordered = query ? found(lines, query) : CATEGORIES.flatMap((category) => lines.filter(({ of }) => of.category === category));
  return ordered.map(({ of, label }) => ({
    of,
    key: of.name,
    label,
    hint: t(`kind.${of.name}Hint`),
    ...(of.written !== undefined && { written: of.written }),
    ...(!query && { group: t(`category.${of.category}`) }),
  }));
}

function pageLines({ known }: Services, pages: readonly PageRef[]): Line<PageRef>[] {
  known.learn({ pages });
  return pages.map((page) => ({ of: page, key: page.id, label: page.title }));
}

function personLines({ known, t }: Services, people: readonly MentionablePerson[]): Line<MentionablePerson>[] {
  known.learn({ people });
  return people.map((person) => ({
    of: person,
    key: person.id,
    label: person.name,
    ...(!person.canRead && { warning: t('mention.cannotRead') }),
  }));
}

/** The title of the page as the words of a link to it. */
export function insertPageLink(editor: Editor, range: Range, page: PageRef): void {
  const mark = { type: 'pageLink', attrs: { pageId: page.id, anchor: null } };
  editor
    .chain()
    .focus()
    .insertContentAt(range, [
      { type: 'text', text: page.title || page.slug, marks: [mark] },
      { type: 'text', text: ' ' },
    ])
    .unsetMark('pageLink')
    .run();
}
