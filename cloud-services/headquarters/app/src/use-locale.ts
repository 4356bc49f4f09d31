import type { Locale } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react';

export function useLocale(): Locale {
  return useLingui().i18n.locale === 'en' ? 'en-CA' : 'fr-CA';
}
