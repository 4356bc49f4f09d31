import type { PriceListTerms, PriceListView } from '@comptoir/product/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useStores } from '../../filters/use-stores.ts';
import { useLocale } from '../../i18n/use-locale.ts';

/** Where and when a list counts, in words. */
export function useListWords() {
  const { t } = useLingui();
  const locale = useLocale();
  const names = new Map(useStores().map(({ storeId, name }) => [storeId, name]));
  const channels = { pos: t`Magasins`, web: t`Boutique en ligne` };
  const moment = (at: string) => `${formatDay(new Date(at))} ${formatTime(new Date(at), locale)}`;
  return {
    where: ({ channel, storeIds }: Pick<PriceListTerms, 'channel' | 'storeIds'>) =>
      [
        channel ? channels[channel] : t`Magasins et boutique`,
        ...(storeIds ?? []).map((id) => names.get(id) ?? id),
      ].join(' · '),
    when: ({ from, to }: Pick<PriceListTerms, 'from' | 'to'>) =>
      to === undefined ? t`Dès le ${moment(from)}` : `${moment(from)} – ${moment(to)}`,
    state: ({ from, to }: Pick<PriceListView, 'from' | 'to'>, now: number) => {
      if (to !== undefined && Date.parse(to) <= now) return t`Terminée`;
      return Date.parse(from) > now ? t`À venir` : t`En vigueur`;
    },
  };
}
