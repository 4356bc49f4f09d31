import { type ReturnReason, returnReasons } from '@comptoir/sync-protocol/records/return-reason';
import { formatLongDay } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Form, useActionData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { useClock } from '../../i18n/use-clock.ts';
import { buttonClass } from '../../parts/buttons.ts';
import css from '../../parts/form.module.css';
import { FaultSummary, Field, formClass } from '../../parts/form.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import type { FormAnswer } from '../../shared/shapes/form.ts';
import type { OrderData } from '../../shared/shapes/order.ts';
import { LineQuantities } from './line-quantities.tsx';

/** What is sent back, and why; its label follows. */
export function ReturnForm({ order }: { order: OrderData }) {
  const { t } = useLingui();
  const { to } = useSpoken();
  const answer = useActionData<FormAnswer>();
  const labels = { reason: t`Précisions` };
  const words: Readonly<Record<ReturnReason, string>> = {
    'changed-mind': t`Ne convient pas`,
    defective: t`Défectueux`,
    'wrong-item': t`Pas ce que j’ai commandé`,
    other: t`Autre raison`,
  };
  return (
    <details open={answer !== undefined}>
      <summary
        className={buttonClass('quiet')}
        data-testid="return-order"
      >{t`Retourner des articles`}</summary>
      <Sheet>
        <Form className={formClass} method="post">
          <input type="hidden" name="do" value="return" />
          <input type="hidden" name="version" value={order.version} />
          <FaultSummary answer={answer} labels={labels} />
          <LineQuantities order={order} legend={t`Ce que vous retournez`} of="returnable" />
          <div className={css.field}>
            <label htmlFor="code">{t`Pourquoi?`}</label>
            <select
              id="code"
              name="code"
              defaultValue={answer?.values.code ?? returnReasons[0]}
              data-testid="return-code"
            >
              {returnReasons.map((code) => (
                <option key={code} value={code}>
                  {words[code]}
                </option>
              ))}
            </select>
          </div>
          <Field
            name="reason"
            label={labels.reason}
            hint={t`À remplir si vous avez choisi « Autre raison ».`}
            defaultValue={answer?.values.reason}
            fault={answer?.faults.reason}
            maxLength={120}
          />
          {order.isPartlyShipped ? (
            <p>{t`Ce qui n’est pas encore parti peut être annulé plutôt que retourné.`}</p>
          ) : null}
          <ReturnDays until={order.returnableUntil} />
          <p>{t`Vous imprimez l’étiquette; l’argent vous est rendu à la réception.`}</p>
          <p>{t`Ou rapportez-les dans un de nos magasins, sans étiquette : dites-y le numéro de la commande.`}</p>
          <button type="submit" className={buttonClass('primary')} data-testid="ask-return">
            {t`Demander l’étiquette`}
          </button>
          <p>{t`Autre chose à la place? Mettez-le dans votre panier, puis :`}</p>
          <button
            type="submit"
            className={buttonClass()}
            formMethod="get"
            formAction={to('follow', { orderId: order.id })}
            data-testid="exchange"
          >
            {t`Échanger contre mon panier`}
          </button>
        </Form>
      </Sheet>
    </details>
  );
}

function ReturnDays({ until }: { until: string | null }) {
  const { t } = useLingui();
  const { locale } = useSpoken();
  if (until === null) return <p>{t`Dans les 30 jours qui suivent le dernier colis.`}</p>;
  const day = formatLongDay(new Date(`${until}T00:00:00Z`), locale, 'UTC');
  return <p data-testid="return-until">{t`Jusqu’au ${day} inclus.`}</p>;
}

/** What was announced, with its label until it has come. */
export function Returns({ order }: { order: OrderData }) {
  const { t } = useLingui();
  const { day } = useClock();
  const states = {
    asked: t`attendu`,
    received: t`reçu`,
    refused: t`refusé`,
    brought: t`apporté en magasin`,
  } as const;
  if (order.returns.length === 0) return null;
  return (
    <Sheet title={t`Retours`}>
      <ul data-testid="returns">
        {order.returns.map(({ id, number, state, at, store }) => (
          <li key={id}>
            {t`${number}, ${day(at)} : ${store === null ? states[state] : t`rendu au magasin ${store}`}`}{' '}
            {state === 'asked' ? (
              <a href={`/papers/${order.id}/return-${id}`} data-testid="return-label">{t`Étiquette (PDF)`}</a>
            ) : null}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
