import type { Locale } from '@comptoir/ui-kit';

/** The name in the user's language; most of the catalogue has one text for both. */
export const nameOf = (named: Readonly<{ nameFr: string; nameEn: string }>, locale: Locale): string =>
  locale === 'fr-CA' ? named.nameFr || named.nameEn : named.nameEn || named.nameFr;
