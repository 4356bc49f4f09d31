import { useLingui } from '@lingui/react/macro';
import { quantityOf } from './quantity-text.ts';
import css from './stock.module.css';

/** A quantity of a product in a table. */
export function QuantityField(props: {
  /** The product's. */
  name: string;
  typed: string;
  /** Whether nothing typed is an answer too. */
  isOptional?: boolean;
  onTyped: (text: string) => void;
  testId: string;
}) {
  const { t } = useLingui();
  const { name, typed, isOptional = false, onTyped, testId } = props;
  return (
    <input
      className={css.figureField}
      inputMode="decimal"
      aria-label={t`Quantité de ${name}`}
      aria-invalid={!(isOptional && typed === '') && quantityOf(typed) === undefined}
      value={typed}
      onChange={({ target }) => onTyped(target.value)}
      data-testid={testId}
    />
  );
}
