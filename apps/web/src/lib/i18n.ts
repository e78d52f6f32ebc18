import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type frAdmin from '../messages/fr.admin.json';
import type frAnnotationLists from '../messages/fr.annotation-lists.json';
import type frAnnotations from '../messages/fr.annotations.json';
import type frAudit from '../messages/fr.audit.json';
import type frEditor from '../messages/fr.editor.json';
import type frImports from '../messages/fr.imports.json';
import type fr from '../messages/fr.json';
import type frNotifications from '../messages/fr.notifications.json';
import type frPages from '../messages/fr.pages.json';
import type frSearch from '../messages/fr.search.json';
import type frSharing from '../messages/fr.sharing.json';
import type frWriting from '../messages/fr.writing.json';
import type frVersions from '../messages/fr.versions.json';

/** Words that few screens need: each set comes with the screens that say them. A new set is a type here, and its files. */
interface Later {
  admin: typeof frAdmin;
  annotations: typeof frAnnotations;
  'annotation-lists': typeof frAnnotationLists;
  audit: typeof frAudit;
  editor: typeof frEditor;
  imports: typeof frImports;
  notifications: typeof frNotifications;
  pages: typeof frPages;
  search: typeof frSearch;
  sharing: typeof frSharing;
  writing: typeof frWriting;
  versions: typeof frVersions;
}
type LaterWords = keyof Later;

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof fr } & Later;
  }
}

export type Language = 'fr' | 'en';
type Load = () => Promise<{ default: object }>;
const load = { fr: () => import('../messages/fr.json'), en: () => import('../messages/en.json') };
const loadLater: Record<string, Load | undefined> = import.meta.glob<{ default: object }>('../messages/*.*.json');
const wanted = new Set<LaterWords>();

/** The language before anybody is known: the one chosen here last, else the browser's. */
export function guessedLanguage(): Language {
  const known = localStorage.getItem('parvis.language') ?? navigator.language;
  return known.startsWith('en') ? 'en' : 'fr';
}

/** Loads one language (the other is never fetched) and shows everything in it. */
export async function speak(language: Language): Promise<void> {
  const { default: translation } = await load[language]();
  if (!i18next.isInitialized) {
    await i18next
      .use(initReactI18next)
      .init({ lng: language, resources: { [language]: { translation } }, interpolation: { escapeValue: false }, returnNull: false });
  } else {
    i18next.addResourceBundle(language, 'translation', translation, true, true);
  }
  await Promise.all([...wanted].map((words) => loadWords(words, language)));
  if (i18next.language !== language) await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem('parvis.language', language);
}

/** Loads a set of words; what says them is shown after it (`await speakAlso('admin')` at the top of its module). */
export async function speakAlso(words: LaterWords): Promise<void> {
  wanted.add(words);
  // Before the first language is known, `speak` loads it.
  if (i18next.isInitialized) await loadWords(words, i18next.language as Language);
}

async function loadWords(words: LaterWords, language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, words)) return;
  const messages = await loadLater[`../messages/${language}.${words}.json`]?.();
  if (messages) i18next.addResourceBundle(language, words, messages.default, true, true);
}
