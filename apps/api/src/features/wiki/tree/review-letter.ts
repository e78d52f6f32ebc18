import type { Language } from '@parvis/shared';
import type { Letter } from '../../../people/public.ts';

const NB = '\u00a0';

export interface DuePage {
  title: string;
  community: string;
  /** The day on which it was to be read again: `2026-12-05`. */
  reviewAt: string;
  link: string;
}

/** To somebody who answers for pages whose day has come. */
export function reviewLetter(language: Language, due: readonly DuePage[], home: string): Letter {
  return language === 'fr' ? inFrench(due, home) : inEnglish(due, home);
}

function inFrench(due: readonly DuePage[], home: string): Letter {
  const [only] = due.length === 1 ? due : [];
  return {
    subject: only ? `À relire${NB}: ${only.title}` : `${due.length} pages à relire`,
    paragraphs: [
      'Bonjour,',
      only
        ? 'Vous êtes responsable de cette page, et le jour de la relire est venu.'
        : 'Vous êtes responsable de ces pages, et le jour de les relire est venu.',
      ...due.map(({ title, community, reviewAt }) => `«${NB}${title}${NB}», dans ${community}, prévue le ${day(reviewAt, 'fr')}`),
      'Si tout est encore juste, il suffit de le confirmer sur la page et de choisir la prochaine date.',
    ],
    action: { label: only ? 'Relire la page' : 'Voir ce que j’ai à relire', link: only?.link ?? home },
    because: 'Ce rappel part le jour prévu, puis chaque semaine tant que la page n’est pas relue.',
  };
}

function inEnglish(due: readonly DuePage[], home: string): Letter {
  const [only] = due.length === 1 ? due : [];
  return {
    subject: only ? `To review: ${only.title}` : `${due.length} pages to review`,
    paragraphs: [
      'Hello,',
      only ? 'You own this page, and the day to read it again has come.' : 'You own these pages, and the day to read them again has come.',
      ...due.map(({ title, community, reviewAt }) => `“${title}”, in ${community}, planned for ${day(reviewAt, 'en')}`),
      'If all of it is still right, confirm it on the page and choose the next day.',
    ],
    action: { label: only ? 'Read the page again' : 'See what I have to review', link: only?.link ?? home },
    because: 'This reminder comes on the day planned, then every week until the page is reviewed.',
  };
}

const day = (date: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));
