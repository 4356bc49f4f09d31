/** French is the source, so it cannot be missing; English is complete or the build fails (`scripts/build`, strict catalogues). */
import { type I18n, i18n } from '@lingui/core';
import { messages as en } from '../locales/en.po';
import { messages as fr } from '../locales/fr.po';

const key = 'comptoir.language';
export type Language = 'fr' | 'en';

export function startI18n(): I18n {
  i18n.load({ fr, en });
  chooseLanguage(localStorage.getItem(key) === 'en' ? 'en' : 'fr');
  return i18n;
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(key, language);
  document.documentElement.lang = language === 'fr' ? 'fr-CA' : 'en-CA';
  i18n.activate(language);
}
