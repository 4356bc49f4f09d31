import { MoneyField } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../../i18n/use-locale.ts';
import { nameOf } from '../../products/use-product-search.ts';
import { QuantityField } from '../quantity-field.tsx';
import { quantityOf } from '../quantity-text.ts';
import { ProductPicker } from './product-picker.tsx';

export type DraftLine = Readonly<{
  productId: string;
  name: string;
  /** As it was typed. */
  quantity: string;
  unitCostMinor: number | null;
}>;

export const isWhole = (lines: readonly DraftLine[], withCost: boolean) =>
  lines.length > 0 &&
  lines.every(
    ({ quantity, unitCostMinor }) =>
      Number(quantityOf(quantity) ?? 0) > 0 && (!withCost || unitCostMinor !== null),
  );

/** What is asked for, line by line. */
export function LinesForm(props: {
  lines: readonly DraftLine[];
  onLines: (lines: readonly DraftLine[]) => void;
  withCost?: boolean;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const { lines, onLines, withCost = false } = props;
  const change = (productId: string, part: Partial<DraftLine>) =>
    onLines(lines.map((line) => (line.productId === productId ? { ...line, ...part } : line)));
  return (
    <>
      <ProductPicker
        without={lines.map(({ productId }) => productId)}
        onPick={(product) =>
          onLines([
            ...lines,
            { productId: product.id, name: nameOf(product, locale), quantity: '1', unitCostMinor: null },
          ])
        }
      />
      {lines.length > 0 ? (
        <table className="table">
          <thead>
            <tr>
              <th>{t`Produit`}</th>
              <th className="figure">{t`Quantité`}</th>
              {withCost ? <th /> : null}
              <th>
                <span className="visually-hidden">{t`Actions`}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.productId} data-testid="draft-line">
                <td>{line.name}</td>
                <td className="figure">
                  <QuantityField
                    name={line.name}
                    typed={line.quantity}
                    onTyped={(quantity) => change(line.productId, { quantity })}
                    testId="draft-quantity"
                  />
                </td>
                {withCost ? (
                  <td className="figure">
                    <MoneyField
                      label={t`Coût unitaire`}
                      amountMinor={line.unitCostMinor}
                      onAmount={(unitCostMinor) => change(line.productId, { unitCostMinor })}
                      locale={locale}
                      testId="draft-cost"
                    />
                  </td>
                ) : null}
                <td>
                  <button
                    type="button"
                    className="button"
                    onClick={() => onLines(lines.filter(({ productId }) => productId !== line.productId))}
                  >
                    {t`Enlever`}
                    <span className="visually-hidden"> {line.name}</span>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}
