import { isSafeHref } from '@parvis/shared/document';

/** What people write at the beginning of lines, or around words, when they write Markdown. */
const SIGNS: readonly RegExp[] = [
  /^#{1,6} \S/m,
  /^ {0,3}(?:[-*+] (?:\[[ xX]\] )?\S.*\n(?: *\n)? {0,3}[-*+] \S|[-*+] \[[ xX]\] \S)/m,
  /^ {0,3}1[.)] \S.*\n(?: *\n)?(?: .*\n)* {0,3}2[.)] \S/m,
  /^ {0,3}(?:```|~~~)/m,
  /^ {0,3}> \S/m,
  /^\|.+\|[ \t]*\n\|?[ :|-]*-[ :|-]*\|/m,
  /^\$\$[ \t]*\n/m,
  /^\{% [a-z]/m,
  /^<details\b/m,
  /(?:^|[\s(])\*\*[^\s*][^*\n]*\*\*/,
  /!?\[[^\]\n]+\]\((?:https?:|mailto:|\/|#)[^)\s]+\)/,
  /(?:^|\s)`[^`\n]+`(?:$|[\s.,;:)])/,
];

/** Plain text that was probably meant as Markdown. */
export const looksLikeMarkdown = (text: string): boolean => SIGNS.some((sign) => sign.test(text));

/** One address and nothing else, that a link may lead to. */
export function loneAddress(text: string): string | null {
  const address = text.trim();
  return /^(?:https?:\/\/|mailto:)\S+$/i.test(address) && isSafeHref(address) ? address : null;
}
