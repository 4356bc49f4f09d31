import type { ProductFigures } from '@comptoir/reporting/api';
import { Amount, formatNumber, formatPercent, type Locale } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Change } from '../dashboard/change.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import css from './analytics.module.css';
import { useProductName } from './use-product-name.ts';

/** All figures of the best sellers; a dash for what is not known. On a phone, those that matter most. */
export function ProductTable({ products }: { products: readonly ProductFigures[] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const nameOf = useProductName();
  if (products.length === 0) return null;
  return (
    <section className={css.section} aria-labelledby="figures-title">
      <h2 id="figures-title">{t`Chiffres des meilleures ventes`}</h2>
      <div className={`sheet ${css.scroll}`}>
        <table className="table" data-testid="product-figures">
          <thead>
            <tr>
              <th scope="col">{t`Produit`}</th>
              <th scope="col" className="figure">{t`Quantité`}</th>
              <th scope="col" className="figure">{t`Avant taxes`}</th>
              <th scope="col" className={`figure ${css.wide}`}>{t`Évolution`}</th>
              <th scope="col" className={`figure ${css.wide}`}>{t`En stock`}</th>
              <th scope="col" className={`figure ${css.wide}`}>{t`Écoulement`}</th>
              <th scope="col" className={`figure ${css.wide}`}>{t`Marge`}</th>
            </tr>
          </thead>
          <tbody>
            {products.map((product) => (
              <tr key={product.productId}>
                <td>
                  {nameOf(product)} <span className={`muted ${css.wide}`}>{product.sku}</span>
                </td>
                <td className="figure" data-testid="quantity">
                  {formatNumber(product.quantity, locale)}
                </td>
                <td className="figure">
                  <Amount amountMinor={product.amountMinor} locale={locale} />
                </td>
                <td className={`figure ${css.wide}`}>
                  <Change now={product.amountMinor} before={product.beforeAmountMinor} locale={locale} />
                </td>
                <td className={`figure ${css.wide}`}>
                  {product.onHand === null ? '—' : formatNumber(product.onHand, locale)}
                </td>
                <td className={`figure ${css.wide}`}>
                  {product.sellThrough === null ? '—' : percentOf(product.sellThrough, locale)}
                </td>
                <td className={`figure ${css.wide}`}>
                  {product.marginMinor === null ? (
                    '—'
                  ) : (
                    <Amount amountMinor={product.marginMinor} locale={locale} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={css.note}>
        {t`Écoulement : la part vendue, de ce qui a été vendu et de ce qui reste. La marge se calcule avec les coûts connus.`}
      </p>
    </section>
  );
}

/** One decimal. */
export const percentOf = (ratio: string, locale: Locale): string =>
  formatPercent(String(Math.round(Number(ratio) * 1_000) / 10), locale);
