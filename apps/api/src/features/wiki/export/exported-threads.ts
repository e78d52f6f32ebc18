import type { Motivation } from '@parvis/shared';
import type { NodeOf } from '@parvis/shared/document';
import type { AppendedThread } from '@parvis/shared/markdown-appendix';
import { type Addresses, documentToMarkdown } from '@parvis/shared/markdown-out';
import type { ExportedThread } from '../page-annotations.ts';

type Language = 'fr' | 'en';

/** What the annotations at the end of a page stand under. */
export const APPENDIX: Record<Language, string> = { fr: 'Annotations', en: 'Annotations' };

const MOTIVATIONS: Record<Language, Record<Motivation, string>> = {
  fr: { commenting: 'commentaire', questioning: 'question', editing: 'correction', highlighting: 'surlignage' },
  en: { commenting: 'comment', questioning: 'question', editing: 'correction', highlighting: 'highlight' },
};
const STATUSES = { fr: { open: 'en cours', resolved: 'résolu' }, en: { open: 'open', resolved: 'resolved' } };
const SOMEBODY: Record<Language, string> = { fr: 'Quelqu’un', en: 'Somebody' };

/** All that is said in threads, as documents. */
export const bodiesOf = (threads: readonly ExportedThread[]): NodeOf<'doc'>[] =>
  threads.flatMap(({ body, replies }) => [body, ...replies.map((reply) => reply.body)]);

/** A thread as it stands at the end of its page: who said it, when, what for, whether it is done; then the replies. */
export function appended({ about, replies, ...root }: ExportedThread, language: Language, addresses: Addresses): AppendedThread {
  const state = ` (${MOTIVATIONS[language][about.motivation]}, ${STATUSES[language][about.status]})`;
  const said = [root, ...replies].map(({ author, at, body }, index) => {
    const name = documentToMarkdown(oneLine(author ?? SOMEBODY[language]), addresses).trim();
    const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
    return `${name}, ${day}${index === 0 ? state : ''}\n\n${documentToMarkdown(body, addresses).trim()}`;
  });
  return { about, markdown: said.join('\n\n') };
}

/** A name in bold: as a document, so that nothing in it is Markdown. */
const oneLine = (name: string): NodeOf<'doc'> => ({
  type: 'doc',
  content: [{ type: 'paragraph', attrs: { id: null }, content: [{ type: 'text', text: name, marks: [{ type: 'bold' }] }] }],
});
