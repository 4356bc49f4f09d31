import type { Dashboard } from '@comptoir/reporting/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import { Plural, useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { BarList } from '../charts/bar-list.tsx';
import { documentsPath, type Of, storesPath } from '../figures/behind.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { Change } from './change.tsx';
import css from './dashboard.module.css';

/** Who sells what: stores, channels, products, categories. The black mark on a bar is the period before. */
export function Rankings({ dashboard, of }: { dashboard: Dashboard; of: Of }) {
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
        rest={<OtherStores dashboard={dashboard} of={of} />}
        columns={[t`Magasin`, t`Chiffre d’affaires`]}
        empty={nothing}
        bars={dashboard.byStore.map((store) => ({
          key: store.storeId,
          name: (
            <Link to={documentsPath({ ...of, filters: { ...of.filters, storeId: store.storeId } })}>
              {store.name} <span className="muted">{store.code}</span>
            </Link>
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
          name: (
            <Link to={documentsPath({ ...of, filters: { ...of.filters, channel: one.channel } })}>
              {channelNames[one.channel]}
            </Link>
          ),
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
          name: (
            <Link to={documentsPath(of, { productId: product.productId })}>
              {product.name?.[language] ?? product.sku ?? product.productId}
            </Link>
          ),
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
          name: category.categoryId ? (
            <Link to={documentsPath(of, { categoryId: category.categoryId })}>
              {category.name?.[language]}
            </Link>
          ) : (
            t`Sans catégorie`
          ),
          amountMinor: category.amountMinor,
          amount: amount(category.amountMinor),
        }))}
      />
    </div>
  );
}

/** What those that are not shown came to, and the way to them. */
function OtherStores({ dashboard: { otherStores, against }, of }: { dashboard: Dashboard; of: Of }) {
  const { t } = useLingui();
  const locale = useLocale();
  if (!otherStores) return null;
  return (
    <p className={css.others} data-testid="other-stores">
      <span>
        <Plural value={otherStores.stores} one="# autre magasin" other="# autres magasins" />
        {' · '}
        <Link to={storesPath(of, against)}>{t`Tous les magasins`}</Link>
      </span>
      <span>
        <Amount amountMinor={otherStores.revenueMinor} locale={locale} />{' '}
        <Change now={otherStores.revenueMinor} before={otherStores.beforeRevenueMinor} locale={locale} />
      </span>
    </p>
  );
}
