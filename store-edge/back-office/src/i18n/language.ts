/** French is the source, so it cannot be missing; a missing English text fails the build. */
import { noBreakAll } from '@comptoir/ui-kit/format/no-break';
import { i18n } from '@lingui/core';
import { messages as english } from './en-CA.po';
import { messages as french } from './fr-CA.po';

const key = 'comptoir.back-office.language';
export type Language = 'fr-CA' | 'en-CA';

export function startLanguage(): void {
  i18n.load({ 'fr-CA': noBreakAll(french), 'en-CA': english });
  chooseLanguage(localStorage.getItem(key) === 'en-CA' ? 'en-CA' : 'fr-CA');
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(key, language);
  document.documentElement.lang = language;
  i18n.activate(language);
}
