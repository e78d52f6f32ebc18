import type { Language } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Mail } from '../../platform/mail/mail.ts';

/** What a mail says, in one language: plain text; everything is escaped where it becomes HTML. */
export interface Letter {
  subject: string;
  paragraphs: string[];
  /** What somebody said, after them. */
  quote?: string;
  action?: { label: string; link: string };
  /** Small, at the end: why this mail came. */
  because: string;
  /** How to get no more of them. */
  leave?: { label: string; link: string };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** The letter as a mail, in text and in HTML. Its id is its own, so that trying again sends the same one. */
export function compose(to: string, language: Language, letter: Letter): Mail {
  // A subject is one line: a line break in a name would begin another header. French keeps its non-breaking spaces.
  const subject = letter.subject.replace(/[^\S\u00a0\u202f]+/g, ' ').trim();
  return { id: uuidv7(), to, subject, text: asText(letter), html: asHtml(language, { ...letter, subject }) };
}

function asText({ paragraphs, quote, action, because, leave }: Letter): string {
  const end = `-- \n${because}${leave ? `\n${leave.label} ${leave.link}` : ''}`;
  return [...paragraphs, ...(quote ? [`> ${quote}`] : []), ...(action ? [`${action.label}\n${action.link}`] : []), end].join('\n\n') + '\n';
}

function asHtml(language: Language, { subject, paragraphs, quote, action, because, leave }: Letter): string {
  const button = action
    ? `<p style="margin:24px 0"><a href="${escaped(action.link)}" style="background:#076378;color:#ffffff;padding:12px 20px;border-radius:6px;text-decoration:none;display:inline-block">${escaped(action.label)}</a></p>
<p style="font-size:13px;color:#5a5650;word-break:break-all">${escaped(action.link)}</p>`
    : '';
  const said = quote
    ? `<blockquote style="margin:16px 0;padding:2px 0 2px 14px;border-left:3px solid #88c7db;color:#393632">${escaped(quote)}</blockquote>`
    : '';
  const goodbye = leave ? ` <a href="${escaped(leave.link)}" style="color:#5a5650">${escaped(leave.label)}</a>` : '';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:16px;line-height:1.5;color:#23211e;max-width:560px;margin:24px auto;padding:0 16px">
${paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n')}
${said}
${button}
<p style="font-size:13px;color:#5a5650;border-top:1px solid #ece9e5;padding-top:12px;margin-top:32px">${escaped(because)}${goodbye}</p>
</body></html>
`;
}
