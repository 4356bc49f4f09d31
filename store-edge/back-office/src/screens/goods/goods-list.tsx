import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { parseQuantity } from '../../counting/quantity.ts';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import css from './goods.module.css';
import { ProductEntry } from './product-entry.tsx';
import type { Good, Goods } from './use-goods.ts';

/** The list that scans fill, with a field for what cannot be scanned. */
export function GoodsList({ goods }: { goods: Goods }) {
  const { t } = useLingui();
  return (
    <>
      <ProductEntry entry={goods} />
      {goods.entries.length === 0 ? (
        <p className="note">
          <Trans>Balayez chaque article; chaque balayage en ajoute un.</Trans>
        </p>
      ) : (
        <ul className={css.lines} aria-live="polite">
          {goods.entries.map(({ good, typed: quantity }) => (
            <li key={good.productId} className={css.line} data-testid="goods-line">
              <Name good={good} />
              <Difference good={good} typed={quantity} />
              <input
                className={css.quantity}
                inputMode="decimal"
                value={quantity}
                onChange={(event) => goods.set(good.productId, event.target.value)}
                aria-label={t`Quantité`}
                data-testid={`quantity-${good.sku}`}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Name({ good }: { good: Good }) {
  const text = useTexts();
  return (
    <span className={css.name}>
      {good.name ? text(good.name) : <Trans>Article hors catalogue</Trans>}
      <span className={css.codes}>{good.sku === '' ? good.productId : good.sku}</span>
    </span>
  );
}

/** What was expected, and once something stands in the field how far it is from that. */
function Difference({ good: { expected, soldBy }, typed }: { good: Good; typed: string }) {
  const locale = useLocale();
  if (expected === null) return <span />;
  const quantity = parseQuantity(typed.trim(), soldBy);
  const off = quantity === undefined ? 0 : Math.round((Number(quantity) - Number(expected)) * 1_000) / 1_000;
  const wanted = formatNumber(expected, locale);
  const by = formatNumber(String(Math.abs(off)), locale);
  return (
    <span className={css.expected}>
      <Trans>Attendu : {wanted}</Trans>
      {off === 0 ? null : (
        <strong>{off < 0 ? <Trans>Manque {by}</Trans> : <Trans>{by} de trop</Trans>}</strong>
      )}
    </span>
  );
}
