import type { StockAnswer } from '@comptoir/inventory/api';
import { formatNumber, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { type ListedProduct, nameOf } from '../products/use-product-search.ts';
import css from './stock.module.css';

/** Figures move with the sales, so they are read anew while the page is open. */
const refreshMs = 2_000;

export function StockByLocation(props: { product: ListedProduct; isPicked: boolean }) {
  const { product, isPicked } = props;
  const section = useRef<HTMLElement>(null);
  const { t } = useLingui();
  const locale = useLocale();
  const gateway = useGateway();
  const stock = useQuery({
    queryKey: ['stock', product.id],
    queryFn: () => gateway.get<StockAnswer>(`/api/v1/inventory/stock/${product.id}`),
    refetchInterval: refreshMs,
  });
  // On a narrow screen it stands above the list, out of sight of whoever picks far down.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each product that is picked is shown.
  useEffect(() => {
    if (isPicked) section.current?.scrollIntoView({ block: 'nearest' });
  }, [isPicked, product.id]);
  return (
    <section className={css.detail} aria-label={nameOf(product, locale)} ref={section}>
      <h2>{nameOf(product, locale)}</h2>
      {stock.error ? <FaultMessage fault={stock.error} /> : null}
      {stock.data ? (
        <div className="sheet">
          <table className="table">
            <thead>
              <tr>
                <th>{t`Lieu`}</th>
                <th className="figure">{t`En main`}</th>
                <th className={`figure ${css.wide}`}>{t`Réservé`}</th>
                <th className={`figure ${css.wide}`}>{t`En transit`}</th>
                <th className="figure">{t`Disponible`}</th>
                <th className={`figure ${css.wide}`}>{t`Dernier mouvement`}</th>
              </tr>
            </thead>
            <tbody>
              {stock.data.locations.map((place) => (
                <tr
                  key={place.locationId}
                  data-testid={`stock-${place.locationCode}`}
                  data-on-hand={place.onHand}
                >
                  <td>
                    {place.locationName} <span className="muted">{place.locationCode}</span>
                  </td>
                  <td className={`figure ${place.onHand.startsWith('-') ? css.negative : ''}`}>
                    {formatNumber(place.onHand, locale)}
                  </td>
                  <td className={`figure ${css.wide}`}>{formatNumber(place.reserved, locale)}</td>
                  <td className={`figure ${css.wide}`}>{formatNumber(place.inTransit, locale)}</td>
                  <td className="figure">{formatNumber(place.availableToPromise, locale)}</td>
                  <td className={`figure muted ${css.wide}`}>
                    {formatTime(new Date(place.asOf), locale, headOfficeTimeZone)}
                  </td>
                </tr>
              ))}
              <tr className={css.total}>
                <td>
                  <Trans>Tout le réseau</Trans>
                </td>
                <td className="figure">{formatNumber(stock.data.totals.onHand, locale)}</td>
                <td className={`figure ${css.wide}`}>{formatNumber(stock.data.totals.reserved, locale)}</td>
                <td className={`figure ${css.wide}`}>{formatNumber(stock.data.totals.inTransit, locale)}</td>
                <td className="figure">{formatNumber(stock.data.totals.availableToPromise, locale)}</td>
                <td className={css.wide} />
              </tr>
            </tbody>
          </table>
        </div>
      ) : null}
      <Link to={`/stock/movements/${product.id}`} data-testid="to-movements">{t`Voir les mouvements`}</Link>
    </section>
  );
}
