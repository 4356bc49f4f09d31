import type { Dashboard } from '@comptoir/reporting/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import { Plural, useLingui } from '@lingui/react/macro';
import { BarList } from '../charts/bar-list.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { Change } from './change.tsx';
import css from './dashboard.module.css';

/** Who sells what: stores, channels, products, categories. The black mark on a bar is the period before. */
export function Rankings({ dashboard }: { dashboard: Dashboard }) {
  const { t } = useLingui();
  const locale = useLocale();
  const language = locale === 'en-CA' ? 'en' : 'fr';
  const nothing = t`Aucune vente dans cette période.`;
  const channelNames = { pos: t`Magasins`, web: t`Boutique en ligne` };
  const amount = (minor: number, testId?: string) => (
    <Amount amountMinor={minor} locale={locale} {...(testId ? { testId } : {})} />
  );
  return (
    <div className={css.rankings}>
      <BarList
        title={t`Magasins`}
        columns={[t`Magasin`, t`Chiffre d’affaires`]}
        empty={nothing}
        bars={dashboard.byStore.map((store) => ({
          key: store.storeId,
          name: (
            <>
              {store.name} <span className="muted">{store.code}</span>
            </>
          ),
          amountMinor: store.revenueMinor,
          beforeMinor: store.beforeRevenueMinor,
          amount: amount(store.revenueMinor),
          detail: <Change now={store.revenueMinor} before={store.beforeRevenueMinor} locale={locale} />,
          testId: `revenue-${store.code}`,
        }))}
      />
      <BarList
        title={t`Canaux`}
        columns={[t`Canal`, t`Chiffre d’affaires`]}
        empty={nothing}
        bars={dashboard.byChannel.map((one) => ({
          key: one.channel,
          name: channelNames[one.channel],
          amountMinor: one.revenueMinor,
          beforeMinor: one.beforeRevenueMinor,
          amount: amount(one.revenueMinor, `channel-${one.channel}`),
          detail: <Plural value={one.sales} one="# vente" other="# ventes" />,
        }))}
      />
      <BarList
        title={t`Meilleures ventes, avant taxes`}
        columns={[t`Produit`, t`Montant`]}
        empty={nothing}
        colour={3}
        bars={dashboard.topProducts.map((product) => ({
          key: product.productId,
          name: product.name?.[language] ?? product.sku ?? product.productId,
          amountMinor: product.amountMinor,
          amount: amount(product.amountMinor),
          detail: `× ${formatNumber(product.quantity, locale)}`,
        }))}
      />
      <BarList
        title={t`Catégories, avant taxes`}
        columns={[t`Catégorie`, t`Montant`]}
        empty={nothing}
        colour={3}
        bars={dashboard.byCategory.map((category) => ({
          key: category.categoryId ?? 'none',
          name: category.name?.[language] ?? t`Sans catégorie`,
          amountMinor: category.amountMinor,
          amount: amount(category.amountMinor),
        }))}
      />
    </div>
  );
}
