import type { Analytics } from '@comptoir/reporting/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { BarList } from '../charts/bar-list.tsx';
import { Change } from '../dashboard/change.tsx';
import { documentsPath, type Of } from '../figures/behind.ts';
import { useLocale } from '../i18n/use-locale.ts';
import css from './analytics.module.css';
import { useProductName } from './use-product-name.ts';

const shown = 10;

/** Best sellers against the period before, and what lies in stock and sells least. */
export function TopAndSlow({ analytics, of }: { analytics: Analytics; of: Of }) {
  const { t } = useLingui();
  const locale = useLocale();
  const nameOf = useProductName();
  return (
    <div className={css.pair}>
      <BarList
        title={t`Meilleures ventes, avant taxes`}
        columns={[t`Produit`, t`Montant`]}
        empty={t`Aucune vente dans cette période.`}
        bars={analytics.top.slice(0, shown).map((product) => ({
          key: product.productId,
          name: <Link to={documentsPath(of, { productId: product.productId })}>{nameOf(product)}</Link>,
          amountMinor: product.amountMinor,
          // A mark at nothing would look like a figure.
          ...(product.beforeAmountMinor > 0 ? { beforeMinor: product.beforeAmountMinor } : {}),
          amount: <Amount amountMinor={product.amountMinor} locale={locale} />,
          detail: <Change now={product.amountMinor} before={product.beforeAmountMinor} locale={locale} />,
          testId: 'top-product',
        }))}
      />
      <BarList
        title={t`Ventes lentes : en stock, et peu vendus`}
        columns={[t`Produit`, t`Montant`]}
        empty={t`Aucun produit en stock ne se vend lentement.`}
        colour={3}
        bars={analytics.slow.slice(0, shown).map((product) => ({
          key: product.productId,
          name: <Link to={documentsPath(of, { productId: product.productId })}>{nameOf(product)}</Link>,
          amountMinor: product.amountMinor,
          amount: <Amount amountMinor={product.amountMinor} locale={locale} />,
          detail: t`${formatNumber(product.onHand ?? '0', locale)} en stock`,
          testId: 'slow-product',
        }))}
      />
    </div>
  );
}
