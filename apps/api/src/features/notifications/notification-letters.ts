import type { Language } from '@parvis/shared';
import type { Letter } from '../../people/public.ts';

const NB = '\u00a0';

/** What a mail tells, as its reader may see it at that moment. */
export interface Told {
  kind: 'mentioned' | 'invited';
  /** Who did it; null: an account that is gone. */
  actor: string | null;
  /** Where: the title of a page, or the name of a community. */
  name: string;
  /** The community of the page. */
  community: string;
  /** What was said; empty for a page and for an invitation. */
  excerpt: string;
  link: string;
  leave: string;
}

/** To somebody who is named, or invited to a community. */
export const noticeLetter = (language: Language, told: Told): Letter => (language === 'fr' ? inFrench(told) : inEnglish(told));

function inFrench({ kind, actor, name, community, excerpt, link, leave }: Told): Letter {
  const who = actor ?? 'Quelqu’un';
  const goodbye = { label: 'Ne plus recevoir ces courriels', link: leave };
  if (kind === 'invited')
    return {
      subject: `${who} vous invite à rejoindre «${NB}${name}${NB}»`,
      paragraphs: ['Bonjour,', `${who} vous invite à rejoindre la communauté «${NB}${name}${NB}».`],
      action: { label: 'Voir l’invitation', link },
      because: 'Ce message part à chaque invitation dans une communauté.',
      leave: goodbye,
    };
  return {
    subject: `${who} vous mentionne dans «${NB}${name}${NB}»`,
    paragraphs: [
      'Bonjour,',
      excerpt
        ? `${who} vous mentionne dans une annotation de la page «${NB}${name}${NB}» (${community})${NB}:`
        : `${who} vous mentionne dans la page «${NB}${name}${NB}» (${community}).`,
    ],
    ...(excerpt && { quote: excerpt }),
    action: { label: excerpt ? 'Voir l’annotation' : 'Lire la page', link },
    because: 'Ce message part chaque fois que l’on vous mentionne.',
    leave: goodbye,
  };
}

function inEnglish({ kind, actor, name, community, excerpt, link, leave }: Told): Letter {
  const who = actor ?? 'Somebody';
  const goodbye = { label: 'Stop these mails', link: leave };
  if (kind === 'invited')
    return {
      subject: `${who} invites you to join “${name}”`,
      paragraphs: ['Hello,', `${who} invites you to join the community “${name}”.`],
      action: { label: 'See the invitation', link },
      because: 'This message comes with each invitation to a community.',
      leave: goodbye,
    };
  return {
    subject: `${who} mentions you in “${name}”`,
    paragraphs: [
      'Hello,',
      excerpt
        ? `${who} mentions you in an annotation of the page “${name}” (${community}):`
        : `${who} mentions you in the page “${name}” (${community}).`,
    ],
    ...(excerpt && { quote: excerpt }),
    action: { label: excerpt ? 'See the annotation' : 'Read the page', link },
    because: 'This message comes each time that somebody mentions you.',
    leave: goodbye,
  };
}
