import type { OrderView } from '@comptoir/order/api';
import { Amount, formatNumber, formatPercent } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Scrolled } from '../frame/scrolled.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { useTaxWords } from '../i18n/use-tax-words.ts';
import css from './order.module.css';

/** What was bought, as it is sold: pieces, or kilograms at a price per kilogram. */
export function OrderLines({ order }: { order: OrderView }) {
  const { t } = useLingui();
  const locale = useLocale();
  const language = locale === 'en-CA' ? 'en' : 'fr';
  const quantity = (amount: string, soldBy: 'piece' | 'weight') =>
    `${formatNumber(amount, locale)}${soldBy === 'weight' ? '\u00a0kg' : ''}`;
  return (
    <Scrolled>
      <table className="table">
        <caption className="visually-hidden">{t`Articles`}</caption>
        <thead>
          <tr>
            <th>{t`Produit`}</th>
            <th className="figure">{t`Quantité`}</th>
            <th className="figure">{t`Montant`}</th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.lineId} data-testid="order-line">
              <td>
                {line.name[language]} <span className="muted">{line.sku}</span>
                {line.refundedQuantity === '0' ? null : (
                  <div className="muted">{t`Remboursé : ${quantity(line.refundedQuantity, line.soldBy)}`}</div>
                )}
              </td>
              <td className="figure">
                <span data-testid="line-quantity">{quantity(line.quantity, line.soldBy)}</span>
                <div className="muted">
                  <Amount amountMinor={line.unitPriceMinor} locale={locale} />
                  {line.soldBy === 'weight' ? '\u00a0/\u00a0kg' : null}
                </div>
              </td>
              <td className="figure">
                <Amount amountMinor={line.amountMinor} locale={locale} />
              </td>
            </tr>
          ))}
        </tbody>
        <Sums order={order} />
      </table>
    </Scrolled>
  );
}

function Sums({ order: { totals, deliveryMethod } }: { order: OrderView }) {
  const { t } = useLingui();
  const locale = useLocale();
  const taxes = useTaxWords();
  const rows: readonly (readonly [label: string, amountMinor: number])[] = [
    [t`Sous-total`, totals.subtotalMinor],
    ...(deliveryMethod === 'ship' ? [[t`Livraison`, totals.deliveryMinor] as const] : []),
    ...totals.taxes.map(
      ({ code, rate, amountMinor }) =>
        [`${taxes[code] ?? code} (${formatPercent(rate, locale)})`, amountMinor] as const,
    ),
    [t`Total`, totals.totalMinor],
    ...(totals.points ? [[t`Payé en points`, -totals.points.amountMinor] as const] : []),
    ...(totals.giftCard
      ? [
          [
            totals.giftCard.kind === 'exchange'
              ? t`Payé par l’échange de ${totals.giftCard.last4}`
              : t`Payé par carte-cadeau •••• ${totals.giftCard.last4}`,
            -totals.giftCard.amountMinor,
          ] as const,
        ]
      : []),
    ...(totals.refundedMinor === 0 ? [] : [[t`Remboursé`, -totals.refundedMinor] as const]),
  ];
  return (
    <tfoot className={css.sums}>
      {rows.map(([label, amountMinor]) => (
        <tr key={label}>
          <th scope="row" colSpan={2}>
            {label}
          </th>
          <td className="figure">
            <Amount amountMinor={amountMinor} locale={locale} />
          </td>
        </tr>
      ))}
    </tfoot>
  );
}
