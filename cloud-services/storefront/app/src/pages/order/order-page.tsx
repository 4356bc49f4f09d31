import { Amount, formatMoney } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { Form, Link, useLoaderData, useRevalidator } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { useClock } from '../../i18n/use-clock.ts';
import { Arrival } from '../../parts/arrival.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { lineWords } from '../../parts/line-words.ts';
import { Notice } from '../../parts/notice.tsx';
import { QrPicture } from '../../parts/qr-picture.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { Totals } from '../../parts/totals.tsx';
import type { OrderData } from '../../shared/shapes/order.ts';
import { ChangeForm } from './change-form.tsx';
import { AddMore, FollowOns } from './follow-ons.tsx';
import css from './order.module.css';
import { OrderProgress, useStatusWords } from './order-progress.tsx';
import { Parcels } from './parcels.tsx';
import { Parts } from './parts.tsx';
import { ReturnForm, Returns } from './return-form.tsx';

/** While the payment is checked the page looks again by itself. */
const lookAgainMs = 2_000;

/** Confirmation and tracking are one page: what is thanked for once is looked up later. */
export function OrderPage() {
  const order = useLoaderData<OrderData>();
  const { t } = useLingui();
  const { to, locale } = useSpoken();
  const clock = useClock();
  const revalidator = useRevalidator();
  const statusWords = useStatusWords(order.isCollected);
  const wishes = {
    any: t`S’il manque : un semblable, au même prix`,
    ask: t`S’il manque : nous vous appelons avant`,
    none: t`S’il manque : remboursé`,
  } as const;
  const isChecking = order.checkout === 'processing' || order.checkout === 'requires_action';
  const isPaid = order.checkout === 'confirmed';

  useEffect(() => {
    if (!isChecking) return;
    const timer = setInterval(() => revalidator.revalidate(), lookAgainMs);
    return () => clearInterval(timer);
  }, [isChecking, revalidator]);

  const placed = clock.moment(order.createdAt);
  return (
    <>
      <title>{t`Commande ${order.number} · Comptoir`}</title>
      <h1 data-testid="order-title">
        {order.isReviewed ? (
          t`Merci. Nous vérifions votre commande.`
        ) : order.isFresh && isPaid ? (
          t`Merci. Votre commande est confirmée.`
        ) : (
          <Trans>
            Commande <span className="unbroken">{order.number}</span>
          </Trans>
        )}
      </h1>
      <p className={css.number}>
        <Trans>
          Numéro{' '}
          <strong className="unbroken" data-testid="order-number">
            {order.number}
          </strong>
          , passée le <span className="unbroken">{placed}</span>
        </Trans>
      </p>
      {isChecking ? (
        <Notice tone="check" isUrgent testId="payment-unsure">
          {t`Nous vérifions votre paiement. Ne payez pas de nouveau.`}
        </Notice>
      ) : null}
      {order.checkout === 'failed' ? (
        <Notice tone="danger" isUrgent testId="payment-failed">
          <span>{t`Le paiement n’a pas réussi. Rien n’a été prélevé. Votre panier est gardé.`}</span>
          <Link to={to('cart')}>{t`Revenir au panier`}</Link>
        </Notice>
      ) : null}
      {order.isReviewed ? (
        <Notice tone="check" testId="order-reviewed">
          {t`Une personne de notre équipe vérifie votre commande avant que nous la préparions, d’ordinaire en un jour ouvrable. Le montant est réservé, rien n’est prélevé. Nous vous écrivons dès que c’est fait.`}
        </Notice>
      ) : null}
      {order.isFresh && isPaid && !order.isReviewed && order.email !== null ? (
        <Notice tone="done">{t`Un courriel de confirmation part à ${order.email}.`}</Notice>
      ) : null}
      <div className={css.layout}>
        <div className={css.main}>
          {isPaid ? (
            <Sheet
              title={
                order.isReviewed
                  ? t`En vérification`
                  : order.isPartlyShipped
                    ? t`Une partie est en route`
                    : statusWords(order.status)
              }
              testId="order-status"
            >
              <OrderProgress order={order} />
              {order.collectCode === null || order.isReviewed ? null : (
                <div>
                  <p>{t`Code à présenter au magasin`}</p>
                  <p className={css.code} data-testid="collect-code">
                    {order.collectCode}
                  </p>
                  {order.collectPicture === null ? null : (
                    <QrPicture
                      {...order.collectPicture}
                      label={t`Code QR à montrer au magasin`}
                      testId="collect-qr"
                    />
                  )}
                </div>
              )}
              <Parts parts={order.parts} />
              <Parcels parcels={order.parcels} />
              {sentByHand(order).map(({ carrier, trackingNumber, url }) => (
                <p key={trackingNumber}>
                  {url === null ? (
                    `${carrier} ${trackingNumber}`
                  ) : (
                    <a href={url} rel="noreferrer">{t`Suivre le colis ${carrier} ${trackingNumber}`}</a>
                  )}
                </p>
              ))}
            </Sheet>
          ) : null}
          <Sheet title={order.isCollected ? t`Ramassage` : t`Livraison`}>
            <address>
              {order.place.map((line) => (
                <div key={line}>{line}</div>
              ))}
            </address>
            <Arrival on={order.arrivesOn} />
            {order.slot === null ? null : <p data-testid="order-slot">{clock.slot(order.slot)}</p>}
            {order.mayReplace === null ? null : (
              <p data-testid="substitutes">
                {order.mayReplace
                  ? t`Un article qui manque est remplacé par un autre, au même prix.`
                  : t`Un article qui manque n’est pas remplacé : il est remboursé.`}
              </p>
            )}
          </Sheet>
          <FollowOns order={order} />
          {order.mayChange ? <ChangeForm order={order} /> : null}
          {order.mayChange ? <AddMore orderId={order.id} /> : null}
          {order.mayReturn ? <ReturnForm order={order} /> : null}
          <Returns order={order} />
          {order.mayCancel ? <CancelForm order={order} /> : null}
          {order.isGuest && order.isFresh && isPaid ? (
            <Sheet title={t`Garder cette commande`}>
              <p>{t`Un compte garde vos commandes et vos points. Il suffit d’un mot de passe.`}</p>
              <Link className={buttonClass()} to={to('register')}>{t`Créer un compte`}</Link>
            </Sheet>
          ) : null}
        </div>
        <Sheet title={t`Articles`}>
          <ul className={css.lines}>
            {order.lines.map((line) => (
              <li key={line.lineId} data-testid="order-line">
                <span>
                  <Link to={to('product', { code: line.code })}>{lineWords(line, locale)}</Link>
                  {line.wish === null ? null : (
                    <small className={css.wish} data-testid="line-wish">
                      {wishes[line.wish]}
                    </small>
                  )}
                  {line.savings.map(({ offMinor, reason }) => (
                    <small key={reason} className={css.savings} data-testid="order-savings">
                      {`${reason ?? t`Rabais`} ${formatMoney(-offMinor, locale)}`}
                    </small>
                  ))}
                </span>
                <Amount amountMinor={line.amountMinor} locale={locale} />
              </li>
            ))}
          </ul>
          <Totals totals={order.totals} isCollected={order.isCollected} />
          {isPaid && !order.isReviewed ? (
            <a href={`/papers/${order.id}/invoice`} data-testid="invoice">{t`Facture (PDF)`}</a>
          ) : null}
          {order.totals.refundedMinor === 0 ? null : (
            <p>
              {t`Remboursé :`} <Amount amountMinor={order.totals.refundedMinor} locale={locale} />
            </p>
          )}
        </Sheet>
      </div>
    </>
  );
}

/** What was not booked with the carrier: its number was typed by whoever sent it. */
const sentByHand = ({ shipments, parcels, parts }: OrderData) => {
  const booked = [...parcels, ...parts.flatMap((part) => part.parcels)];
  return shipments.filter((one) =>
    booked.every(({ trackingNumber }) => trackingNumber !== one.trackingNumber),
  );
};

/** Cancelling is checked once more before it is done. Source: WCAG 2.2, 3.3.4. */
function CancelForm({ order: { version, isPartlyShipped } }: { order: OrderData }) {
  const { t } = useLingui();
  return (
    <details>
      <summary className={buttonClass('quiet')}>
        {isPartlyShipped ? t`Annuler ce qui n’est pas parti` : t`Annuler la commande`}
      </summary>
      <Sheet>
        <p>
          {isPartlyShipped
            ? t`Ce qui n’est pas encore parti ne sera pas envoyé, et son prix sera remboursé sur ce qui l’a payé. Cela ne se défait pas.`
            : t`La commande ne sera pas préparée, et le montant sera remboursé sur ce qui l’a payé. Cela ne se défait pas.`}
        </p>
        <Form method="post">
          <input type="hidden" name="version" value={version} />
          <button type="submit" className={buttonClass('danger')} data-testid="cancel-order">
            {isPartlyShipped ? t`Oui, annuler le reste` : t`Oui, annuler la commande`}
          </button>
        </Form>
      </Sheet>
    </details>
  );
}
