import type { PriceSheetRow } from '@comptoir/product/api';
import { decimalOf } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Scrolled } from '../../frame/scrolled.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import css from './grid.module.css';
import { GridRow } from './grid-row.tsx';
import { amountOf, type Cell, isTyped, moved, pastedColumn } from './moves.ts';
import type { Outcome } from './use-price-sheet.ts';

/** Edits as a spreadsheet does: arrows move, typing or Enter edits, Enter goes on below, a column is pasted from the cell down. */
export function PriceGrid(props: {
  rows: readonly PriceSheetRow[];
  outcomes: ReadonlyMap<string, Outcome>;
  onSave: (row: PriceSheetRow, column: Cell['column'], amountMinor: number) => Promise<void>;
  onOutcome: (productId: string, outcome: Outcome) => void;
}) {
  const { rows, outcomes, onSave, onOutcome } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const grid = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<Cell>({ row: 0, column: 'price' });
  const [typed, setTyped] = useState<string | null>(null);
  const wantsFocus = useRef(false);
  /** A field that goes away loses the focus too: what was typed is put once. */
  const isOpen = useRef(false);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    const selector = `[data-cell="${active.row}-${active.column}"]`;
    grid.current?.querySelector<HTMLElement>(typed === null ? selector : `${selector} input`)?.focus();
  }, [active, typed]);

  const go = (cell: Cell | undefined) => {
    wantsFocus.current = true;
    isOpen.current = false;
    setTyped(null);
    if (cell) setActive(cell);
  };
  const edit = (text: string) => {
    wantsFocus.current = true;
    isOpen.current = true;
    setTyped(text);
  };
  const textOf = ({ row, column }: Cell) => {
    const amountMinor = rows[row]?.[column]?.amountMinor;
    if (amountMinor === undefined) return '';
    const text: string = decimalOf(amountMinor, 'CAD');
    return locale === 'fr-CA' ? text.replace('.', ',') : text;
  };

  async function put({ row: at, column }: Cell, text: string): Promise<void> {
    const row = rows[at];
    if (!row || text === '') return;
    const amountMinor = amountOf(text);
    if (amountMinor === undefined) onOutcome(row.productId, { is: 'no-amount', text });
    else await onSave(row, column, amountMinor);
  }

  function onKeyDown(event: KeyboardEvent) {
    const { key } = event;
    if (typed !== null) {
      if (key === 'Escape') go(undefined);
      if (key !== 'Enter' && key !== 'Tab') return;
      event.preventDefault();
      void put(active, typed);
      go(
        moved(
          active,
          key === 'Enter' ? 'ArrowDown' : event.shiftKey ? 'ArrowLeft' : 'ArrowRight',
          rows.length,
        ),
      );
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved(active, key, rows.length);
    if (next) go(next);
    else if (key === 'Enter' || key === 'F2') edit(textOf(active));
    else if (isTyped(key)) edit(key);
    else return;
    event.preventDefault();
  }

  async function onPaste(event: ClipboardEvent) {
    const texts = pastedColumn(event.clipboardData.getData('text/plain'));
    if (typed !== null && texts.length === 1) return;
    event.preventDefault();
    setTyped(null);
    for (const [index, text] of texts.slice(0, rows.length - active.row).entries())
      await put({ ...active, row: active.row + index }, text);
  }

  return (
    <Scrolled>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern of the APG, on a native table.
        role="grid"
        className={`table ${css.grid}`}
        onKeyDown={onKeyDown}
        onPaste={(event) => void onPaste(event)}
      >
        <caption className={css.hint}>
          {t`Flèches : se déplacer. Chiffres ou Entrée : changer. Une colonne copiée d’un tableur se colle à partir de la case.`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t`Produit`}</th>
            <th scope="col">{t`Code`}</th>
            <th scope="col" className="figure">{t`Coût`}</th>
            <th scope="col" className="figure">{t`Prix, avant taxes`}</th>
            <th scope="col" className="figure">{t`Marge`}</th>
            <th scope="col">{t`Listes`}</th>
            <th scope="col">{t`État`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <GridRow
              key={row.productId}
              row={row}
              at={at}
              outcome={outcomes.get(row.productId)}
              active={active.row === at ? active.column : undefined}
              typed={active.row === at ? typed : null}
              onActive={(column) => setActive({ row: at, column })}
              onEdit={() => edit(textOf(active))}
              onTyped={setTyped}
              onLeave={() => {
                if (typed === null || !isOpen.current) return;
                isOpen.current = false;
                void put(active, typed);
                setTyped(null);
              }}
            />
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
