import type { Locale } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react';

export const useLocale = (): Locale => (useLingui().i18n.locale === 'en-CA' ? 'en-CA' : 'fr-CA');
