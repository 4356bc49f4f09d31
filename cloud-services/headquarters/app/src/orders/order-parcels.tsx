import type { OrderView } from '@comptoir/order/api';
import { Amount } from '@comptoir/ui-kit';
import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { useLocations } from '../stock/use-locations.ts';
import css from './order.module.css';
import { useInstant } from './use-instant.ts';
import { useParcelWork, useRates } from './use-order.ts';

const packed: readonly OrderView['status'][] = ['confirmed', 'preparing', 'shipped'];

/** What is sent with the carrier: its label, and where it is; and one more, for whoever packs. */
export function OrderParcels({ order }: { order: OrderView }) {
  const { t } = useLingui();
  const mayBook =
    order.delivery?.method === 'ship' && packed.includes(order.status) && order.review !== 'open';
  if (order.parcels.length === 0 && !mayBook) return null;
  return (
    <section className={`sheet ${css.fact}`}>
      <h2>{t`Colis`}</h2>
      {order.parcels.map((parcel) => (
        <OneParcel key={parcel.id} order={order} parcel={parcel} />
      ))}
      {mayBook ? <ParcelForm order={order} /> : null}
    </section>
  );
}

type Parcel = OrderView['parcels'][number];

function OneParcel({ order, parcel }: { order: OrderView; parcel: Parcel }) {
  const { t } = useLingui();
  const { nameOf } = useLocations();
  const at = useInstant();
  const { label } = useParcelWork(order.id);
  const last = parcel.scans.at(-1);
  const words = {
    created: t`étiquette faite`,
    'picked-up': t`ramassé`,
    'in-transit': t`en route`,
    'out-for-delivery': t`en livraison`,
    delivered: t`livré`,
    exception: t`livraison manquée`,
    voided: t`annulé`,
  } as const;
  const state = parcel.state === 'asked' ? t`demandé au transporteur` : last ? words[last.status] : '';
  return (
    <div data-testid="parcel" data-state={last?.status ?? parcel.state}>
      <p>
        <strong>{parcel.trackingNumber ?? '—'}</strong>{' '}
        {parcel.isReturn ? <span className="muted">{t`retour`}</span> : null}{' '}
        {order.preparations.length > 1 && parcel.locationId !== null ? (
          <span className="muted">{nameOf(parcel.locationId)}</span>
        ) : null}{' '}
        <span className={css.state}>{parcel.state === 'cancelled' ? words.voided : state}</span>
      </p>
      {last ? (
        <p className="muted">
          {last.place}, {at(last.at)}
        </p>
      ) : null}
      {label.error ? <FaultMessage fault={label.error} /> : null}
      {parcel.state === 'booked' ? (
        <div className="actions">
          <button
            type="button"
            className="button"
            disabled={label.isPending}
            onClick={() => label.mutate(parcel)}
            data-testid="parcel-label"
          >{t`Étiquette (PDF)`}</button>
        </div>
      ) : null}
    </div>
  );
}

/** What is typed in kilograms, with a comma or a point; null: nothing that a parcel weighs. */
function gramsOf(text: string): number | null {
  const grams = Math.round(Number(text.replace(',', '.')) * 1_000);
  return grams > 0 && grams <= 30_000 ? grams : null;
}

function ParcelForm({ order: { id: orderId, preparations } }: { order: OrderView }) {
  const { t } = useLingui();
  const { nameOf } = useLocations();
  const senders = preparations.filter(({ state }) => state !== 'called-off');
  const [chosen, setChosen] = useState<string>();
  const next = senders.find(({ state }) => state === 'to-prepare' || state === 'packed') ?? senders[0];
  // Of one place nothing is asked.
  const locationId = senders.length > 1 ? (chosen ?? next?.locationId) : undefined;
  const locale = useLocale();
  const [weight, setWeight] = useState('');
  const [service, setService] = useState('regular');
  const weightGrams = gramsOf(weight);
  const rates = useRates(orderId, weightGrams, locationId);
  const { book } = useParcelWork(orderId);
  const found = rates.data?.rates ?? [];
  const services: Readonly<Record<string, string>> = { regular: t`régulier`, express: t`exprès` };
  const words = {
    '/problems/no-carrier': t`Aucun transporteur n’est réglé. Expédiez la commande, et écrivez le numéro de suivi.`,
    '/problems/carrier-silent': t`Le transporteur ne répond pas. Réessayez dans un instant.`,
    '/problems/not-packed-now': t`Cette commande n’est pas en préparation. Regardez où elle en est.`,
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (weightGrams === null) return;
        const asked = { service, weightGrams, ...(locationId === undefined ? {} : { locationId }) };
        book.mutate(asked, { onSuccess: () => setWeight('') });
      }}
    >
      {locationId === undefined ? null : (
        <label className={css.field}>
          <span>{t`Qui l’envoie`}</span>
          <select
            value={locationId}
            onChange={({ target }) => setChosen(target.value)}
            data-testid="parcel-place"
          >
            {senders.map((one) => (
              <option key={one.locationId} value={one.locationId}>
                {nameOf(one.locationId)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className={css.field}>
        <span>{t`Poids du colis, en kg`}</span>
        <input
          inputMode="decimal"
          value={weight}
          onChange={({ target }) => setWeight(target.value)}
          maxLength={6}
          autoComplete="off"
          data-testid="parcel-weight"
        />
      </label>
      {rates.error ? <FaultMessage fault={rates.error} words={words} /> : null}
      {rates.data && found.length === 0 ? (
        <p className="muted">{t`${rates.data.carrier} ne livre pas là.`}</p>
      ) : null}
      {found.map((rate) => (
        <label key={rate.service} className="check">
          <input
            type="radio"
            name="service"
            value={rate.service}
            checked={service === rate.service}
            onChange={() => setService(rate.service)}
          />
          <span>
            {services[rate.service] ?? rate.service},{' '}
            <Plural value={rate.days} one="# jour" other="# jours" /> ·{' '}
            <Amount amountMinor={rate.priceMinor} locale={locale} />
          </span>
        </label>
      ))}
      {book.error ? <FaultMessage fault={book.error} words={words} /> : null}
      <button
        type="submit"
        className="button"
        disabled={weightGrams === null || found.length === 0 || book.isPending}
        data-testid="book-parcel"
      >{t`Faire l’étiquette`}</button>
    </form>
  );
}
