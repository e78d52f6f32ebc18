import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type frAdmin from '../messages/fr.admin.json';
import type fr from '../messages/fr.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof fr; admin: typeof frAdmin };
  }
}

/** The words of profiles and of the administration, which few screens need: they come with those screens. */
const loadAdmin = { fr: () => import('../messages/fr.admin.json'), en: () => import('../messages/en.admin.json') };

export type Language = 'fr' | 'en';
const load = { fr: () => import('../messages/fr.json'), en: () => import('../messages/en.json') };

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
    if (adminShown) await speakAdmin(language);
    await i18next.changeLanguage(language);
  }
  document.documentElement.lang = language;
  localStorage.setItem('parvis.language', language);
}

let adminShown = false;
/** Loads the words of profiles and of the administration; screens that need them are shown after it. */
export async function speakAdmin(language = i18next.language as Language): Promise<void> {
  adminShown = true;
  if (i18next.hasResourceBundle(language, 'admin')) return;
  i18next.addResourceBundle(language, 'admin', (await loadAdmin[language]()).default, true, true);
}
