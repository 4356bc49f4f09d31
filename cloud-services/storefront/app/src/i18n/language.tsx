/** The language of a page is that of its address; each visitor on the server has a translator of their own. */
import type { Locale } from '@comptoir/ui-kit';
import { noBreakAll } from '@comptoir/ui-kit/format/no-break';
import { type I18n, type Messages, setupI18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type Language, type PathTo, pathsOf } from '../shared/paths.ts';

export const localeOf = (language: Language): Locale => (language === 'fr' ? 'fr-CA' : 'en-CA');

export function translator(language: Language, messages: Messages): I18n {
  const locale = localeOf(language);
  return setupI18n({
    locale,
    messages: { [locale]: language === 'fr' ? noBreakAll(messages) : messages },
  });
}

type Spoken = Readonly<{
  language: Language;
  locale: Locale;
  to: PathTo;
  /** Of the shop's home, by which its days and hours are told. */
  timeZone: string;
}>;
const SpokenContext = createContext<Spoken>({
  ...{ language: 'fr', locale: 'fr-CA', to: pathsOf('fr'), timeZone: 'UTC' },
});

export function Speaking(props: { language: Language; timeZone: string; i18n: I18n; children: ReactNode }) {
  const { language, timeZone, i18n, children } = props;
  const spoken = useMemo(
    () => ({ language, locale: localeOf(language), to: pathsOf(language), timeZone }),
    [language, timeZone],
  );
  return (
    <I18nProvider i18n={i18n}>
      <SpokenContext value={spoken}>{children}</SpokenContext>
    </I18nProvider>
  );
}

/** Language of this page, and the addresses of others in it. */
export const useSpoken = (): Spoken => useContext(SpokenContext);
