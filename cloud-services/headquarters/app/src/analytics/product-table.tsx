import type { ProductFigures } from '@comptoir/reporting/api';
import { Amount, formatNumber, formatPercent, type Locale } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { Change } from '../dashboard/change.tsx';
import { documentsPath, type Of } from '../figures/behind.ts';
import { FigureTable } from '../figures/figure-table.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { useProductName } from './use-product-name.ts';

/** All figures of the best sellers; a dash for what is not known. On a phone, those that matter most. */
export function ProductTable({
  products,
  of,
  title,
}: {
  products: readonly ProductFigures[];
  of: Of;
  title?: string;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const nameOf = useProductName();
  const money = (minor: number) => <Amount amountMinor={minor} locale={locale} />;
  const rounded = (ratio: string) => formatNumber(Math.round(Number(ratio) * 10) / 10, locale);
  const told = (value: string | null, text: (known: string) => string) =>
    value === null ? '—' : text(value);
  return (
    <FigureTable
      title={title ?? t`Produits`}
      testId="product-figures"
      columns={[
        { name: t`Produit` },
        { name: t`ABC`, definition: 'abc' },
        { name: t`Quantité` },
        { name: t`Avant taxes` },
        { name: t`Évolution`, definition: 'trend', isWide: true },
        { name: t`En stock`, isWide: true },
        { name: t`Écoulement`, definition: 'sellThrough', isWide: true },
        { name: t`Couverture, jours`, definition: 'daysOfCover', isWide: true },
        { name: t`Rotation`, definition: 'stockTurn', isWide: true },
        { name: t`Marge`, definition: 'margin', isWide: true },
      ]}
      rows={products.map((product) => ({
        key: product.productId,
        testId: 'product-row',
        cells: [
          <span key="name">
            <Link to={documentsPath(of, { productId: product.productId })}>{nameOf(product)}</Link>{' '}
            <span className="muted">{product.sku}</span>
          </span>,
          product.abc,
          <span key="quantity" data-testid="quantity">
            {formatNumber(product.quantity, locale)}
          </span>,
          money(product.amountMinor),
          <Change key="trend" now={product.amountMinor} before={product.beforeAmountMinor} locale={locale} />,
          told(product.onHand, (onHand) => formatNumber(onHand, locale)),
          told(product.sellThrough, (ratio) => percentOf(ratio, locale)),
          told(product.daysOfCover, rounded),
          told(product.stockTurn, rounded),
          product.marginMinor === null ? '—' : money(product.marginMinor),
        ],
      }))}
      empty={t`Aucune vente dans cette période.`}
    />
  );
}

/** One decimal. */
export const percentOf = (ratio: string, locale: Locale): string =>
  formatPercent(String(Math.round(Number(ratio) * 1_000) / 10), locale);
