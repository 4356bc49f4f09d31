import type { OrderView } from '@comptoir/order/api';
import { Amount } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../i18n/use-locale.ts';
import css from './order.module.css';
import { useInstant } from './use-instant.ts';

/** What the payer disputes, what it has cost by now, and until when it may be answered at the provider's. */
export function OrderDisputes({ order }: { order: OrderView }) {
  const { t } = useLingui();
  const locale = useLocale();
  const at = useInstant();
  const why = useReasonWords();
  if (order.disputes.length === 0) return null;
  const states = {
    open: t`à répondre`,
    answered: t`répondu, à décider`,
    won: t`gagné`,
    lost: t`perdu`,
  } as const;
  return (
    <section className={`sheet ${css.fact}`}>
      <h2>{t`Litiges`}</h2>
      {order.disputes.map((dispute) => (
        <div key={dispute.id} data-testid="dispute" data-state={dispute.state}>
          <p>
            <strong>
              <Amount amountMinor={dispute.amountMinor} locale={locale} />
            </strong>{' '}
            <span className={css.state}>{states[dispute.state]}</span>{' '}
            <span className="muted">{at(dispute.openedAt)}</span>
          </p>
          <p className="muted">{why(dispute.reason)}</p>
          <dl className={css.known}>
            <div>
              <dt className="muted">{t`Repris par le prestataire`}</dt>
              <dd>
                <Amount amountMinor={dispute.withdrawnMinor} locale={locale} />
              </dd>
            </div>
            <div>
              <dt className="muted">{t`Frais du litige`}</dt>
              <dd>
                <Amount amountMinor={dispute.feeMinor} locale={locale} />
              </dd>
            </div>
          </dl>
          {dispute.state === 'open' && dispute.answerBy !== null ? (
            <p>
              <Trans>Répondez au prestataire avant le {at(dispute.answerBy)} : sinon il est perdu.</Trans>
            </p>
          ) : null}
        </div>
      ))}
    </section>
  );
}

/** As Stripe and PayPal call them; another one as it calls itself. */
function useReasonWords(): (reason: string) => string {
  const { t } = useLingui();
  const stolen = t`Le titulaire dit ne pas avoir payé`;
  const missing = t`Le client dit n’avoir rien reçu`;
  const other = t`Le client dit avoir reçu autre chose`;
  const twice = t`Le client dit avoir payé deux fois`;
  const owed = t`Le client attend un remboursement`;
  const words: Readonly<Record<string, string>> = {
    ...{ fraudulent: stolen, unrecognized: stolen, unauthorised: stolen },
    ...{ product_not_received: missing, merchandise_or_service_not_received: missing },
    ...{ product_unacceptable: other, merchandise_or_service_not_as_described: other },
    ...{ duplicate: twice, duplicate_transaction: twice, credit_not_processed: owed },
  };
  return (reason) => words[reason] ?? reason;
}
