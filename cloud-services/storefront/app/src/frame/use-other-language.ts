import type { Locale } from '@comptoir/ui-kit';
import { useLocation, useMatches } from 'react-router';
import { localeOf, useSpoken } from '../i18n/language.tsx';
import { type PageId, pageIds, pathsOf } from '../shared/paths.ts';

/** This very page in the other language. */
export function useOtherLanguage(): Readonly<{ href: string; name: string; locale: Locale }> {
  const { language } = useSpoken();
  const { search } = useLocation();
  const match = useMatches().at(-1);
  const other = language === 'fr' ? 'en' : 'fr';
  const isPage = (id: string | undefined): id is PageId => pageIds.some((page) => page === id);
  const page = isPage(match?.id) ? match.id : 'home';
  return {
    href: `${pathsOf(other)(page, match?.params ?? {})}${isPage(match?.id) ? search : ''}`,
    name: other === 'en' ? 'English' : 'Français',
    locale: localeOf(other),
  };
}
