import { formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useSpoken } from '../../i18n/language.tsx';
import { Field } from '../../parts/form.tsx';
import { lineWords } from '../../parts/line-words.ts';
import type { OrderData } from '../../shared/shapes/order.ts';

/** How many of each line; empty: none. @param of `returnable`: what has not left yet, or is announced, cannot come back. */
export function LineQuantities({
  order,
  legend,
  of,
}: {
  order: OrderData;
  legend: string;
  of: 'left' | 'returnable';
}) {
  const { t } = useLingui();
  const { locale } = useSpoken();
  return (
    <fieldset>
      <legend>{legend}</legend>
      {order.lines
        .filter((line) => Number(line[of]) > 0)
        .map((line) => (
          <Field
            key={line.lineId}
            name={`quantity-${line.lineId}`}
            label={lineWords(line, locale)}
            hint={t`Combien, au plus ${formatNumber(line[of], locale)}`}
            inputMode={line.soldBy === 'weight' ? 'decimal' : 'numeric'}
            autoComplete="off"
            isShort
          />
        ))}
    </fieldset>
  );
}
