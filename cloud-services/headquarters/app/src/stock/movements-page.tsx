import type { MovementTold, StockAnswer } from '@comptoir/inventory/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { More } from '../figures/more.tsx';
import filterCss from '../filters/filters.module.css';
import { Scrolled } from '../frame/scrolled.tsx';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { Moment } from './moment.tsx';
import { PlaceField } from './place-field.tsx';
import css from './stock.module.css';
import { StockTabs } from './stock-tabs.tsx';
import { usePages } from './use-pages.ts';
import { useReasonWords } from './use-reason-words.ts';

/** All that happened to a product, and what was there after it; at a past moment, what was there then. */
export function MovementsPage() {
  const { t } = useLingui();
  const locale = useLocale();
  const gateway = useGateway();
  const { productId = '' } = useParams();
  const [search] = useSearchParams();
  const [locationId, setLocationId] = useState(search.get('locationId') ?? '');
  const [until, setUntil] = useState('');
  const at = until === '' ? '' : new Date(until).toISOString();
  const which = `${locationId ? `&locationId=${encodeURIComponent(locationId)}` : ''}${at ? `&at=${at}` : ''}`;
  const movements = usePages<MovementTold>(`movements?productId=${encodeURIComponent(productId)}${which}`);
  const stock = useQuery({
    queryKey: ['stock', productId, which],
    queryFn: () => gateway.get<StockAnswer>(`/api/v1/inventory/stock/${productId}?${which.slice(1)}`),
  });
  const fault = movements.error ?? stock.error;
  const { name, totals, averageCostMinor = null } = stock.data ?? {};
  return (
    <>
      <h1>{name?.[locale === 'fr-CA' ? 'fr' : 'en'] ?? t`Mouvements`}</h1>
      <StockTabs />
      <div className={filterCss.filters}>
        <PlaceField label={t`Lieu`} value={locationId} onChange={setLocationId} anyWord={t`Tous les lieux`} />
        <label className={filterCss.field}>
          <span>{t`Comme c’était le`}</span>
          <input
            type="datetime-local"
            value={until}
            onChange={({ target }) => setUntil(target.value)}
            data-testid="as-of"
          />
        </label>
      </div>
      {fault ? <FaultMessage fault={fault} /> : null}
      {totals ? (
        <dl className={`sheet ${css.facts}`}>
          <div>
            <dt>{until ? t`En main à ce moment` : t`En main`}</dt>
            <dd data-testid="total-on-hand">{formatNumber(totals.onHand, locale)}</dd>
          </div>
          {until ? null : (
            <>
              <div>
                <dt>{t`Disponible`}</dt>
                <dd>{formatNumber(totals.availableToPromise, locale)}</dd>
              </div>
              <div>
                <dt>{t`En transit`}</dt>
                <dd>{formatNumber(totals.inTransit, locale)}</dd>
              </div>
            </>
          )}
          <div>
            <dt>{t`Coût moyen`}</dt>
            <dd>
              {averageCostMinor === null ? (
                t`inconnu`
              ) : (
                <Amount amountMinor={averageCostMinor} locale={locale} />
              )}
            </dd>
          </div>
        </dl>
      ) : null}
      {movements.data && movements.items.length === 0 ? (
        <p className="empty">
          <Trans>Aucun mouvement jusque-là. Choisissez un moment plus récent ou tous les lieux.</Trans>
        </p>
      ) : null}
      {movements.items.length > 0 ? <MovementTable movements={movements.items} /> : null}
      <More of={movements} />
    </>
  );
}

function MovementTable({ movements }: { movements: readonly MovementTold[] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const reasonWord = useReasonWords();
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th>{t`Quand`}</th>
            <th>{t`Lieu`}</th>
            <th>{t`Raison`}</th>
            <th className="figure">{t`Quantité`}</th>
            <th className="figure">{t`Reste`}</th>
            <th className="figure">{t`Coût unitaire`}</th>
          </tr>
        </thead>
        <tbody>
          {movements.map((movement) => (
            <tr key={movement.movementId} data-testid="movement-row" data-balance={movement.balance}>
              <td>
                <Moment at={movement.at} />{' '}
                {movement.isLate ? <span className="muted">{t`connu plus tard`}</span> : null}
              </td>
              <td>{movement.locationCode}</td>
              <td>{reasonWord(movement.reason)}</td>
              <td className="figure">
                {movement.quantity.startsWith('-') ? '' : '+'}
                {formatNumber(movement.quantity, locale)}
              </td>
              <td className={`figure ${movement.balance.startsWith('-') ? css.negative : ''}`}>
                {formatNumber(movement.balance, locale)}
              </td>
              <td className="figure">
                {movement.unitCostMinor === null ? (
                  <span className="muted">–</span>
                ) : (
                  <Amount amountMinor={movement.unitCostMinor} locale={locale} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
