import type { PriceSheetRow } from '@comptoir/product/api';
import { Amount, formatMoney, formatPercent } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { textIn } from '../../promotions/words.ts';
import { usePriceFaults } from '../price-faults.ts';
import css from './grid.module.css';
import { type GridColumn, gridColumns, marginPercent } from './moves.ts';
import type { Outcome } from './use-price-sheet.ts';

export function GridRow(props: {
  row: PriceSheetRow;
  at: number;
  outcome: Outcome | undefined;
  /** The cell of this row that the keys are on. */
  active: GridColumn | undefined;
  /** What is being typed there. */
  typed: string | null;
  onActive: (column: GridColumn) => void;
  onEdit: () => void;
  onTyped: (text: string) => void;
  onLeave: () => void;
}) {
  const { row, at, active, typed } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const name = textIn(row.name, locale);
  const labels = { cost: t`Coût de ${name}`, price: t`Prix de ${name}` };
  const margin = marginPercent(row.price.amountMinor, row.cost?.amountMinor);
  return (
    <tr data-testid="price-row" data-sku={row.sku}>
      <th scope="row" className={css.name}>
        {name}
      </th>
      <td className={css.code}>{row.sku}</td>
      {gridColumns.map((column) => (
        <td
          key={column}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern of the APG, on a native table.
          role="gridcell"
          className={`figure ${css.cell}`}
          data-cell={`${at}-${column}`}
          data-testid={column}
          tabIndex={active === column || (at === 0 && column === 'price' && active === undefined) ? 0 : -1}
          onFocus={() => props.onActive(column)}
          onDoubleClick={props.onEdit}
        >
          {typed !== null && active === column ? (
            <input
              className={css.input}
              value={typed}
              inputMode="decimal"
              autoComplete="off"
              aria-label={labels[column]}
              onChange={({ target }) => props.onTyped(target.value)}
              onBlur={props.onLeave}
              data-testid={`${column}-field`}
            />
          ) : row[column] ? (
            <Amount amountMinor={row[column].amountMinor} locale={locale} />
          ) : (
            '—'
          )}
        </td>
      ))}
      <td className="figure">{margin === undefined ? '—' : formatPercent(margin, locale)}</td>
      <td>
        <InForce row={row} />
      </td>
      <td className={css.state}>
        <State outcome={props.outcome} />
      </td>
    </tr>
  );
}

/** What lists say of it: now, and later. */
function InForce({ row: { listed } }: { row: PriceSheetRow }) {
  const { t } = useLingui();
  const locale = useLocale();
  const now = new Date().toISOString();
  const [on, coming] = [
    listed.filter(({ from, to }) => from <= now && (to === undefined || now < to)),
    listed.filter(({ from }) => from > now),
  ];
  return (
    <>
      {on.map(({ listId, listName, unitPriceMinor }) => (
        <span key={listId} className={css.list}>
          {listName} {formatMoney(unitPriceMinor, locale)}
        </span>
      ))}
      {coming.map(({ listId, listName, unitPriceMinor }) => (
        <span key={listId} className={`${css.list} muted`}>
          {t`À venir`} {listName} {formatMoney(unitPriceMinor, locale)}
        </span>
      ))}
    </>
  );
}

function State({ outcome }: { outcome: Outcome | undefined }) {
  const { t } = useLingui();
  const faults = usePriceFaults();
  if (!outcome) return null;
  if (outcome.is === 'failed') return <FaultMessage fault={outcome.fault} words={faults(outcome.fault)} />;
  const words = {
    saving: t`Envoi…`,
    saved: t`Enregistré`,
    waits: t`Attend une deuxième personne`,
    'no-amount': outcome.is === 'no-amount' ? t`« ${outcome.text} » n’est pas un montant.` : '',
  };
  return outcome.is === 'saving' ? (
    <span className="muted">{words.saving}</span>
  ) : (
    <span role="status" className={css[outcome.is]}>
      {words[outcome.is]}
    </span>
  );
}
