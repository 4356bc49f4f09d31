import type { Alert, AlertKind } from '@comptoir/reporting/api';
import { formatMoney, formatNumber, formatPercent } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../i18n/use-locale.ts';

/** What is watched, and what its threshold counts. */
export function useKindWords(): Readonly<Record<AlertKind, Readonly<{ name: string; threshold: string }>>> {
  const { t } = useLingui();
  return {
    'sales-off': { name: t`Ventes loin de l’attendu`, threshold: t`Écart, en %` },
    'conversion-drop': { name: t`Baisse de la conversion`, threshold: t`Baisse, en %` },
    'cart-abandonment': { name: t`Paniers abandonnés`, threshold: t`Part abandonnée, en %` },
    'stock-out': { name: t`Rupture d’un meilleur vendeur`, threshold: t`Parmi les … meilleurs vendeurs` },
    'cash-difference': { name: t`Écart de caisse`, threshold: t`Écart, en dollars` },
    'edge-silent': { name: t`Magasin muet`, threshold: t`Silence, en minutes` },
    'reconciliation-off': {
      name: t`Chiffres qui ne concordent pas`,
      threshold: t`Écart, en cents ou pièces`,
    },
  };
}

type Figures = Pick<Alert, 'value' | 'expected' | 'product'>;

/** The figures of an alert, in a few words. */
export function useFigureText(): (kind: AlertKind, figures: Figures) => string {
  const { t } = useLingui();
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, locale);
  const percent = (ratio: number) => formatPercent(String(Math.round(ratio * 1_000) / 10), locale);
  const number = (value: number) => formatNumber(String(Math.floor(value)), locale);
  return (kind, { value, expected, product }) => {
    const usual = expected === null ? '—' : percent(expected);
    const [share, amount, count] = [percent(value), money(value), number(value)];
    const wanted = money(expected ?? 0);
    switch (kind) {
      case 'conversion-drop':
      case 'cart-abandonment':
        return t`${share}, d’habitude ${usual}`;
      case 'sales-off':
        return t`${amount}, attendu ${wanted}`;
      case 'cash-difference':
        return amount;
      case 'stock-out':
        return product?.[locale === 'en-CA' ? 'en' : 'fr'] ?? '—';
      case 'edge-silent':
        return t`${count} min sans nouvelles`;
      case 'reconciliation-off':
        return t`écart de ${count}`;
    }
  };
}
