import type { OrderView } from '@comptoir/order/api';
import { MoneyField } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import css from './order.module.css';
import type { OrderWork } from './use-order.ts';

/** What is left of a line to give back, in thousandths so that weights stay exact. */
const leftOf = ({ quantity, refundedQuantity }: OrderView['lines'][number]): number =>
  (Math.round(Number(quantity) * 1000) - Math.round(Number(refundedQuantity) * 1000)) / 1000;

/** Lines with their taxes, to the cent; or an amount, for a reason that is no line's. */
export function RefundForm(props: { order: OrderView; refund: OrderWork['refund']; onDone: () => void }) {
  const { order, refund, onDone } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const [amountMinor, setAmountMinor] = useState<number | null>(null);
  const [wanted, setWanted] = useState<Readonly<Record<string, string>>>({});
  const language = locale === 'en-CA' ? 'en' : 'fr';
  const lines = Object.entries(wanted).flatMap(([lineId, typed]) => {
    const quantity = typed.trim().replace(',', '.');
    return Number(quantity) > 0 ? [{ lineId, quantity }] : [];
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const reason = String(form.get('reason') ?? '').trim();
        const asked =
          lines.length > 0
            ? { lines, includeDelivery: form.get('delivery') === 'yes', reason }
            : { amountMinor: amountMinor ?? 0, reason };
        refund.mutate(asked, { onSuccess: onDone });
      }}
    >
      {order.lines
        .filter((line) => leftOf(line) > 0)
        .map((line) => (
          <label key={line.lineId} className={css.field}>
            <span>{t`${line.name[language]} : combien rendre, sur ${String(leftOf(line))}`}</span>
            <input
              inputMode="decimal"
              value={wanted[line.lineId] ?? ''}
              onChange={(event) => setWanted({ ...wanted, [line.lineId]: event.target.value })}
              autoComplete="off"
              data-testid="refund-quantity"
            />
          </label>
        ))}
      {order.totals.deliveryMinor > 0 && lines.length > 0 ? (
        <label className="check">
          <input type="checkbox" name="delivery" value="yes" />
          <span>{t`Rendre aussi la livraison`}</span>
        </label>
      ) : null}
      {lines.length === 0 ? (
        <MoneyField
          label={t`Ou un montant`}
          amountMinor={amountMinor}
          onAmount={setAmountMinor}
          locale={locale}
          testId="refund-amount"
        />
      ) : null}
      <label className={css.field}>
        <span>{t`Motif`}</span>
        <input name="reason" required maxLength={300} data-testid="refund-reason" />
      </label>
      {refund.error ? (
        <FaultMessage
          fault={refund.error}
          words={{
            '/problems/more-than-left': t`C’est plus que ce qui reste à rendre. Baissez la quantité ou le montant.`,
            '/problems/whole-pieces': t`Ce qui se vend à la pièce ne se divise pas : entrez un nombre entier.`,
            '/problems/nothing-captured': t`Rien n’a encore été encaissé : annulez plutôt la commande.`,
          }}
        />
      ) : null}
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={refund.isPending || (lines.length === 0 && !amountMinor)}
          data-testid="refund-confirm"
        >{t`Rembourser`}</button>
        <button type="button" className="button" onClick={onDone}>{t`Laisser`}</button>
      </div>
    </form>
  );
}
