import type { ImportWarning } from './import-report.ts';

type Say = (warning: ImportWarning) => string;

const WARNINGS: Record<'fr' | 'en', Record<ImportWarning['code'], Say>> = {
  fr: {
    'too-long': ({ name }) => `« ${name} » est plus longue qu’une page ne peut l’être : seul le début est repris.`,
    damaged: ({ name }) => `« ${name} » est abîmée : certains de ses caractères ne se lisent pas.`,
    'windows-1252': ({ name }) => `« ${name} » n’est pas en UTF-8 : elle est lue comme du Windows-1252.`,
    'utf-16': ({ name }) => `« ${name} » est en UTF-16, et lue ainsi.`,
    'in-trash': ({ name }) => `« ${name} » est dans la corbeille et y reste.`,
    'not-open': ({ name }) => `« ${name} » est déjà là sans vous être ouverte : elle reste telle qu’elle est.`,
    'bad-settings': ({ name }) => `${name} ne se lit pas : ses redirections ne sont pas reprises.`,
    'missing-entry': ({ name, target }) => `SUMMARY.md : « ${name} » mène à ${target}, qui n’est pas là.`,
    'outside-entry': ({ name, target }) => `SUMMARY.md : « ${name} » mène au dehors, à ${target}, et n’est pas repris.`,
    'group-entry': ({ name, count }) =>
      `SUMMARY.md : « ${name} » n’a pas de page ; ce qui est rangé dessous remonte d’un niveau (${count}).`,
    groups: ({ name }) => `SUMMARY.md : les groupes n’ont pas de page, leurs pages se suivent (${name}).`,
    twice: ({ name }) => `SUMMARY.md : ${name} y est deux fois, la première place compte.`,
    unlisted: ({ name }) => `« ${name} » n’est pas dans SUMMARY.md : elle se range après les autres.`,
    'annotations-unreadable': ({ name }) => `« ${name} » : les annotations à la fin ne se lisent pas et restent dans le texte.`,
    'annotations-without-page': ({ name, count }) => `« ${name} » : ses annotations sont laissées avec elle (${count}).`,
    'annotations-of-nobody': ({ name, count }) =>
      `« ${name} » : ses annotations sont laissées, car personne n’importe qui aurait pu les écrire (${count}).`,
    'annotations-taken': ({ name, count }) =>
      `« ${name} » : des annotations sont reprises en votre nom, chacune dit qui l’a écrite (${count}).`,
    'annotations-there': ({ name, count }) => `« ${name} » : des annotations étaient déjà là (${count}).`,
  },
  en: {
    'too-long': ({ name }) => `“${name}” is longer than a page can be: only its beginning was imported.`,
    damaged: ({ name }) => `“${name}” is damaged: some of its characters cannot be read.`,
    'windows-1252': ({ name }) => `“${name}” is not UTF-8: it was read as Windows-1252.`,
    'utf-16': ({ name }) => `“${name}” is UTF-16, and was read as such.`,
    'in-trash': ({ name }) => `“${name}” is in the trash and stays there.`,
    'not-open': ({ name }) => `“${name}” is there already and not open to you: it stays as it is.`,
    'bad-settings': ({ name }) => `${name} cannot be read: its redirects are left out.`,
    'missing-entry': ({ name, target }) => `SUMMARY.md: “${name}” leads to ${target}, which is not there.`,
    'outside-entry': ({ name, target }) => `SUMMARY.md: “${name}” leads outside, to ${target}, and is left out.`,
    'group-entry': ({ name, count }) => `SUMMARY.md: “${name}” has no page; what stands below it moves up (${count}).`,
    groups: ({ name }) => `SUMMARY.md: groups have no page, their pages stand one after the other (${name}).`,
    twice: ({ name }) => `SUMMARY.md: ${name} stands twice; the first place counts.`,
    unlisted: ({ name }) => `“${name}” is not in SUMMARY.md: it stands after the others.`,
    'annotations-unreadable': ({ name }) => `“${name}”: the annotations at its end cannot be read and stay in its text.`,
    'annotations-without-page': ({ name, count }) => `“${name}”: its annotations are left out with it (${count}).`,
    'annotations-of-nobody': ({ name, count }) =>
      `“${name}”: its annotations are left out, since nobody imports them who could have written them (${count}).`,
    'annotations-taken': ({ name, count }) => `“${name}”: annotations were taken in, in your name; each tells who wrote it (${count}).`,
    'annotations-there': ({ name, count }) => `“${name}”: annotations were there already (${count}).`,
  },
};

/** A warning of an import as a sentence, for the report on the screen and on the console alike. */
export const importWarningText = (warning: ImportWarning, language: 'fr' | 'en'): string => WARNINGS[language][warning.code](warning);
