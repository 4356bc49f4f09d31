import { useLingui } from '@lingui/react/macro';
import { useClock } from '../../i18n/use-clock.ts';
import type { OrderData } from '../../shared/shapes/order.ts';
import css from './order.module.css';

/** Where each parcel was seen, the newest first. */
export function Parcels({ parcels }: Pick<OrderData, 'parcels'>) {
  const { t } = useLingui();
  const { moment } = useClock();
  const words = {
    created: t`Étiquette faite`,
    'picked-up': t`Remis au transporteur`,
    'in-transit': t`En route`,
    'out-for-delivery': t`En livraison aujourd’hui`,
    delivered: t`Livré`,
    exception: t`Livraison manquée`,
    voided: t`Annulé`,
  } as const;
  return parcels.map(({ trackingNumber, trackingUrl, isReturn, scans }) => (
    <div key={trackingNumber} className={css.parcel} data-testid="parcel">
      <p>
        {isReturn ? t`Colis de retour` : t`Colis`}{' '}
        {trackingUrl === null ? trackingNumber : <a href={trackingUrl}>{trackingNumber}</a>}
      </p>
      <ol className={css.scans} data-testid="scans">
        {scans.toReversed().map(({ status, at, place }) => (
          <li key={`${status} ${at}`}>
            <span>
              {words[status]}, {place}
            </span>
            <time dateTime={at}>{moment(at)}</time>
          </li>
        ))}
      </ol>
    </div>
  ));
}
