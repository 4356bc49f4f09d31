import type { Dashboard } from '@comptoir/reporting/api';
import { Amount, formatNumber, formatPercent } from '@comptoir/ui-kit';
import { Plural, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { documentsPath, type Of } from '../figures/behind.ts';
import { Definition } from '../figures/definition.tsx';
import type { DefinitionName } from '../figures/use-definitions.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { Change, NothingBefore } from './change.tsx';
import css from './dashboard.module.css';

/** The five figures, the largest first. Unknown is a dash, nothing is a zero. */
export function Figures({ dashboard, of }: { dashboard: Dashboard; of: Of }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { figures, before } = dashboard;
  const was = before.figures;
  const inShop: Of = { ...of, filters: { ...of.filters, channel: 'web' } };
  const percent = (ratio: string) => formatPercent(String(Math.round(Number(ratio) * 1000) / 10), locale);
  return (
    <dl className={css.figures}>
      <Tile name={t`Chiffre d’affaires, taxes comprises`} isMain of="revenue">
        <dd>
          <Link to={documentsPath(of)} data-testid="open-revenue">
            <Amount amountMinor={figures.revenueMinor} locale={locale} testId="revenue-total" />
          </Link>
        </dd>
        <dd className={css.detail}>
          <Change now={figures.revenueMinor} before={was.revenueMinor} locale={locale} />{' '}
          <span>
            {t`avant taxes`} <Amount amountMinor={figures.beforeTaxMinor} locale={locale} />
          </span>
        </dd>
      </Tile>
      <Tile name={t`Ventes`} of="sales">
        <dd data-testid="sale-count">
          <Link to={documentsPath(of, { kind: 'sale' })}>{formatNumber(figures.sales, locale)}</Link>
        </dd>
        <dd className={css.detail}>
          <Change now={figures.sales} before={was.sales} locale={locale} />
        </dd>
      </Tile>
      <Tile name={t`Panier moyen`} of="averageBasket">
        <dd>
          {figures.averageBasketMinor === null ? (
            '—'
          ) : (
            <Link to={documentsPath(of, { kind: 'sale' })}>
              <Amount amountMinor={figures.averageBasketMinor} locale={locale} />
            </Link>
          )}
        </dd>
        <dd className={css.detail}>
          {figures.averageBasketMinor === null || was.averageBasketMinor === null ? (
            <NothingBefore />
          ) : (
            <Change now={figures.averageBasketMinor} before={was.averageBasketMinor} locale={locale} />
          )}
        </dd>
      </Tile>
      <Tile name={t`Retours`} of="returned">
        <dd>
          <Link to={documentsPath(of, { kind: 'return' })}>
            <Amount amountMinor={figures.returnedMinor} locale={locale} />
          </Link>
        </dd>
        <dd className={css.detail}>
          <Plural value={figures.returns} one="# retour" other="# retours" />
        </dd>
      </Tile>
      <Tile name={t`Conversion de la boutique`} of="conversion">
        <dd>
          {dashboard.conversion === null ? (
            '—'
          ) : (
            <Link to={documentsPath(inShop, { kind: 'sale' })}>{percent(dashboard.conversion)}</Link>
          )}
        </dd>
        <dd className={css.detail}>
          {dashboard.visits === null ? (
            t`aucune visite connue`
          ) : (
            <Plural value={dashboard.visits} one="# visite" other="# visites" />
          )}
        </dd>
      </Tile>
    </dl>
  );
}

const Tile = (props: { name: string; of: DefinitionName; isMain?: boolean; children: ReactNode }) => (
  <div className={`sheet ${css.tile} ${props.isMain ? css.main : ''}`}>
    <dt>
      {props.name}
      {'\u00a0'}
      <Definition of={props.of} />
    </dt>
    {props.children}
  </div>
);
