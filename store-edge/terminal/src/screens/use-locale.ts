import type { Locale } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react';

export function useLocale(): Locale {
  const { i18n } = useLingui();
  return i18n.locale === 'en-CA' ? 'en-CA' : 'fr-CA';
}
