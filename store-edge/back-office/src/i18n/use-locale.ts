import type { Locale } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react';

export const useLocale = (): Locale => (useLingui().i18n.locale === 'en-CA' ? 'en-CA' : 'fr-CA');

/** What a text has for the language that is shown. */
export function useTexts(): (texts: Readonly<{ fr: string; en: string }>) => string {
  const locale = useLocale();
  return (texts) => (locale === 'fr-CA' ? texts.fr : texts.en);
}
