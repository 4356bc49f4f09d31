/** French is the source, so it cannot be missing; a missing English text fails the build. Words come in the language that is read. */
import { i18n, type Messages } from '@lingui/core';

const key = 'comptoir.language';
export type Language = 'fr-CA' | 'en-CA';

const words: Readonly<Record<Language, () => Promise<{ messages: Messages }>>> = {
  'fr-CA': () => import('./fr-CA.po'),
  'en-CA': () => import('./en-CA.po'),
};

export const startLanguage = (): Promise<void> =>
  chooseLanguage(localStorage.getItem(key) === 'en-CA' ? 'en-CA' : 'fr-CA');

/** Resolves once the words are there; until then the page keeps its own. */
export async function chooseLanguage(language: Language): Promise<void> {
  const { messages } = await words[language]();
  localStorage.setItem(key, language);
  document.documentElement.lang = language;
  i18n.loadAndActivate({ locale: language, messages });
}
