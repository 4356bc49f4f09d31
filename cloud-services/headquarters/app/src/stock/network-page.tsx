import type { NetworkRow } from '@comptoir/inventory/api';
import { formatDay, formatNumber, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { More } from '../figures/more.tsx';
import { Scrolled } from '../frame/scrolled.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { ProductSearch, useSearchText } from '../products/product-search.tsx';
import { nameIn } from './name-of.ts';
import css from './stock.module.css';
import { StockTabs } from './stock-tabs.tsx';
import { type Place, useLocations } from './use-locations.ts';
import { usePages } from './use-pages.ts';

/** Every product in every place, and how old each figure is. */
export function NetworkPage() {
  const { t } = useLingui();
  const [text, setText] = useSearchText();
  const places = useLocations();
  const rows = usePages<NetworkRow>(text ? `network?q=${encodeURIComponent(text)}` : 'network');
  const fault = rows.error ?? places.error;
  return (
    <>
      <h1>
        <Trans>Stock du réseau</Trans>
      </h1>
      <StockTabs />
      <ProductSearch onText={setText} />
      {fault ? <FaultMessage fault={fault} /> : null}
      {rows.data && rows.items.length === 0 ? (
        <p className="empty">
          {text
            ? t`Aucun produit en stock ne répond à « ${text} ».`
            : t`Aucun stock encore. Il s’affiche ici dès la première réception ou la première vente.`}
        </p>
      ) : null}
      {rows.items.length > 0 ? <Matrix rows={rows.items} places={places.items} /> : null}
      <More of={rows} />
    </>
  );
}

function Matrix({ rows, places }: { rows: readonly NetworkRow[]; places: readonly Place[] }) {
  const { t } = useLingui();
  const locale = useLocale();
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th className={css.first}>{t`Produit`}</th>
            <th className="figure">{t`Total`}</th>
            <th className="figure">{t`En transit`}</th>
            {places.map(({ locationId, code, name }) => (
              <th key={locationId} className="figure" title={name}>
                {code}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const here = new Map(row.locations.map((shelf) => [shelf.locationId, shelf]));
            return (
              <tr key={row.productId} data-testid="network-row" data-sku={row.sku}>
                <td className={css.first}>
                  <Link to={`/stock/movements/${row.productId}`}>{nameIn(row, locale)}</Link>{' '}
                  <span className="muted">{row.sku}</span>
                </td>
                <td className="figure">{formatNumber(row.onHand, locale)}</td>
                <td className="figure">{formatNumber(row.inTransit, locale)}</td>
                {places.map(({ locationId }) => (
                  <Shelf key={locationId} shelf={here.get(locationId)} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolled>
  );
}

function Shelf({ shelf }: { shelf: NetworkRow['locations'][number] | undefined }) {
  const { t } = useLingui();
  const locale = useLocale();
  if (!shelf) return <td className="figure muted">–</td>;
  const at = new Date(shelf.asOf);
  const isToday = formatDay(at, headOfficeTimeZone) === formatDay(new Date(), headOfficeTimeZone);
  const age = isToday ? formatTime(at, locale, headOfficeTimeZone) : formatDay(at, headOfficeTimeZone);
  const free = formatNumber(shelf.availableToPromise, locale);
  return (
    <td
      className={`figure ${shelf.onHand.startsWith('-') ? css.negative : ''}`}
      title={t`${free} disponibles`}
    >
      {formatNumber(shelf.onHand, locale)} <small className={css.age}>{age}</small>
    </td>
  );
}
