import type { OrderView } from '@comptoir/order/api';
import { Amount } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import css from './order.module.css';
import { useOrderWork } from './use-order.ts';

/** Why an order is held, what is known of it, and the decision, with its reason. */
export function OrderReview({ order }: { order: OrderView }) {
  const { t } = useLingui();
  const { review } = useOrderWork(order);
  const why = useReasonWords();
  if (order.review !== 'open' || order.status !== 'confirmed') return null;
  return (
    <section className={`sheet ${css.fact}`} data-testid="order-review">
      <h2>{t`À vérifier avant de préparer`}</h2>
      <ul>
        {order.risk?.reasons.map((code) => (
          <li key={code}>{why(code)}</li>
        ))}
      </ul>
      {order.risk ? <Known facts={order.risk.facts} /> : null}
      <p className="muted">{t`L’argent est réservé, pas encaissé, et le magasin ne voit pas la commande.`}</p>
      {review.error ? (
        <FaultMessage
          fault={review.error}
          words={{
            '/problems/order-changed': t`La commande a changé entre-temps. Regardez où elle en est, puis recommencez.`,
            '/problems/not-under-review': t`Quelqu’un a déjà décidé, ou le client a annulé.`,
          }}
        />
      ) : null}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          const submitter = (event.nativeEvent as SubmitEvent).submitter;
          const decision = submitter?.getAttribute('value') === 'refuse' ? 'refuse' : 'accept';
          const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
          review.mutate({ decision, reason });
        }}
      >
        <label className={css.field}>
          <span>{t`Motif`}</span>
          <input name="reason" required maxLength={300} data-testid="review-reason" />
        </label>
        <div className="actions">
          <button
            type="submit"
            value="accept"
            className="button primary"
            disabled={review.isPending}
            data-testid="review-accept"
          >{t`Accepter et encaisser`}</button>
          <button
            type="submit"
            value="refuse"
            className="button"
            disabled={review.isPending}
            data-testid="review-refuse"
          >{t`Refuser et annuler`}</button>
        </div>
      </form>
    </section>
  );
}

/** A rule of the shop's own is told as it calls itself. */
function useReasonWords(): (code: string) => string {
  const { t } = useLingui();
  const words: Readonly<Record<string, string>> = {
    'large-first-order': t`Grosse première commande`,
    'very-large': t`Montant très élevé`,
    'bills-elsewhere': t`Facturée ailleurs que livrée`,
    'large-gift-card': t`Grosse carte-cadeau, sans compte`,
    'many-tries': t`Beaucoup d’essais avec ce courriel`,
    'many-declines': t`Plusieurs cartes refusées avec ce courriel`,
    'many-declines-at-address': t`Beaucoup de cartes refusées pour cette adresse`,
    'many-from-network': t`Beaucoup d’essais du même réseau`,
    'new-account': t`Compte ouvert depuis moins d’un jour, et grosse première commande`,
    'card-of-many': t`Carte déjà utilisée par plusieurs autres personnes`,
    'gift-cards-with-new-card': t`Cartes-cadeaux achetées avec une carte jamais vue`,
  };
  return (code) => words[code] ?? code;
}

/** What is zero says nothing. */
function Known({ facts }: { facts: NonNullable<OrderView['risk']>['facts'] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const words: readonly (readonly [name: string, label: string])[] = [
    ['triesOfEmail', t`Essais avec ce courriel, en une heure`],
    ['triesOfNetwork', t`Essais du même réseau, en une heure`],
    ['peopleAtAddress', t`Courriels pour cette adresse, en un jour`],
    ['declinesOfEmail', t`Cartes refusées avec ce courriel`],
    ['declinesOfNetwork', t`Cartes refusées du même réseau`],
    ['declinesAtAddress', t`Cartes refusées pour cette adresse`],
    ['othersWithCard', t`Autres courriels avec cette carte, en 30 jours`],
  ];
  const told: readonly (readonly [label: string, value: ReactNode])[] = [
    [t`À payer`, <Amount key="amount" amountMinor={facts.amountMinor ?? 0} locale={locale} />],
    ...(facts.isFirstOrder ? [[t`Première commande`, t`oui`] as const] : []),
    ...(facts.giftCardsBoughtMinor
      ? [
          [
            t`Cartes-cadeaux achetées`,
            <Amount key="gifts" amountMinor={facts.giftCardsBoughtMinor} locale={locale} />,
          ] as const,
        ]
      : []),
    ...(facts.isNewCard ? [[t`Carte jamais vue`, t`oui`] as const] : []),
    ...(facts.isNewAccount ? [[t`Compte ouvert depuis moins d’un jour`, t`oui`] as const] : []),
    ...(facts.isGuest ? [[t`Sans compte`, t`oui`] as const] : []),
    ...words.flatMap(([name, label]) => (facts[name] ? [[label, facts[name]] as const] : [])),
  ];
  return (
    <dl className={css.known}>
      {told.map(([label, value]) => (
        <div key={label}>
          <dt className="muted">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
