import { formatPercent, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useSearchParams } from 'react-router';
import { useStores } from '../filters/use-stores.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { useTaxWords } from '../i18n/use-tax-words.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { useCashiers } from '../sales/use-cashiers.ts';
import { useTenderWords } from '../sales/use-tender-words.ts';
import { shortKey } from './customer-key.ts';
import { useActWords, useReachedWords, useReasonWords } from './use-figure-words.ts';

/** What the list in the address is narrowed by, in one line: `Ventes · Montréal · Comptant`. Products and categories are told by what is listed. */
export function useNarrowingWords(): string {
  const { t } = useLingui();
  const locale = useLocale();
  const [search] = useSearchParams();
  const stores = useStores();
  const people = useCashiers();
  const tenders = useTenderWords();
  const taxes = useTaxWords();
  const acts: Readonly<Record<string, string>> = useActWords();
  const reasonOf = useReasonWords();
  const kinds: Readonly<Record<string, string>> = { sale: t`Ventes`, return: t`Retours`, ...acts };
  const reached: Readonly<Record<string, string>> = useReachedWords();
  const channels: Readonly<Record<string, string>> = { pos: t`Magasins`, web: t`Boutique en ligne` };
  const value = (name: string, words: (told: string) => string | undefined) => {
    const told = search.get(name);
    return told === null ? [] : [words(told) ?? told];
  };
  return [
    ...value('kind', (told) => kinds[told]),
    ...value('storeId', (told) => stores.find(({ storeId }) => storeId === told)?.name),
    ...value('channel', (told) => channels[told]),
    ...value('cashierId', (told) => people.get(told)),
    ...value('registerId', () => t`Une caisse`),
    ...value('hour', (told) => t`à ${told} h`),
    ...value('minute', (told) => {
      const minute = formatTime(new Date(told), locale, headOfficeTimeZone);
      return t`à ${minute}`;
    }),
    ...value('reason', reasonOf),
    ...value('tender', (told) => tenders[told]),
    ...value('tax', (told) => taxes[told]),
    ...value('taxRate', (told) => (told === '' ? t`taux inconnu` : formatPercent(told, locale))),
    ...value('discount', (told) => (told.startsWith('manual') ? t`Remises à la main` : t`Promotion`)),
    ...value('productId', () => t`Un produit`),
    ...value('withProductId', () => t`avec un autre`),
    ...value('categoryId', () => t`Une catégorie`),
    ...value('cohort', (told) => t`premier achat en ${told}`),
    ...value('customerKey', (told) => {
      const key = shortKey(told);
      return t`Client ${key}`;
    }),
    ...value('reminded', () => t`après un courriel sur un panier laissé`),
    ...value('targetOf', () => t`Magasins qui ont un objectif`),
    ...value('abc', (told) => t`Classe ${told}`),
    ...value('reached', (told) => reached[told]),
    ...value('against', () => t`Comparé à l’an dernier`),
  ].join(' · ');
}
