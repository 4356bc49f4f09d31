/** French is the source, so it cannot be missing; a missing English text fails the build. */
import { noBreakAll } from '@comptoir/ui-kit/format/no-break';
import { i18n } from '@lingui/core';
import { messages as en } from './en-CA.po';
import { messages as fr } from './fr-CA.po';

/** Head office's page keeps its choice under the same name: one choice, both pages. */
const key = 'comptoir.language';
export type Language = 'fr-CA' | 'en-CA';

export function startLanguage(): void {
  i18n.load({ 'fr-CA': noBreakAll(fr), 'en-CA': en });
  chooseLanguage(localStorage.getItem(key) === 'en-CA' ? 'en-CA' : 'fr-CA');
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(key, language);
  document.documentElement.lang = language;
  i18n.activate(language);
}
