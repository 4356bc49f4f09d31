import type { Currency } from '@comptoir/pricing/contract';
import { memo, type ReactNode, useLayoutEffect, useRef } from 'react';
import { Amount } from '../amount/amount.tsx';
import type { Locale } from '../format/format.ts';
import css from './tape.module.css';

export type TapeLine = Readonly<{
  id: string;
  /** `6`, `0,345 kg`. */
  quantity: string;
  name: string;
  /** Under the name: `à 4,99 $`, variant, code. */
  detail?: string;
  amountMinor: number;
  savings?: string;
  note?: string;
}>;

/** The tape (le ruban): the same at the till, on the customer display and in the cart. The last line is the largest. */
export function Tape(props: {
  lines: readonly TapeLine[];
  locale: Locale;
  currency?: Currency;
  label: string;
  selectedId?: string | undefined;
  onSelect?: (id: string) => void;
  empty: ReactNode;
}) {
  const { lines, locale, currency = 'CAD', label, selectedId, onSelect, empty } = props;
  const list = useRef<HTMLOListElement>(null);
  const shownId = selectedId ?? lines.at(-1)?.id;

  // Before paint, without motion: the line that was just scanned is never painted out of sight.
  useLayoutEffect(() => {
    if (shownId === undefined) return;
    list.current
      ?.querySelector(`[data-line-id="${CSS.escape(shownId)}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  }, [shownId]);

  if (lines.length === 0) return <div className={css.empty}>{empty}</div>;
  return (
    <ol className={css.tape} ref={list} aria-label={label} data-testid="tape">
      {lines.map((line, index) => (
        <TapeRow
          key={line.id}
          line={line}
          locale={locale}
          currency={currency}
          last={index === lines.length - 1}
          selected={line.id === selectedId}
          onSelect={onSelect}
        />
      ))}
    </ol>
  );
}

const TapeRow = memo(
  function TapeRow(props: {
    line: TapeLine;
    locale: Locale;
    currency: Currency;
    last: boolean;
    selected: boolean;
    onSelect: ((id: string) => void) | undefined;
  }) {
    const { line, locale, currency, last, selected, onSelect } = props;
    const content = (
      <>
        <span className={css.quantity}>{line.quantity}</span>
        <span className={css.words}>
          <span className={css.name}>{line.name}</span>
          {line.detail === undefined ? null : <span className={css.detail}>{line.detail}</span>}
          {line.savings === undefined ? null : <span className={css.savings}>{line.savings}</span>}
          {line.note === undefined ? null : <span className={css.note}>{line.note}</span>}
        </span>
        <Amount className={css.amount} amountMinor={line.amountMinor} locale={locale} currency={currency} />
      </>
    );
    return (
      <li
        className={css.row}
        data-line-id={line.id}
        data-last={last}
        data-selected={selected}
        data-testid="tape-line"
      >
        {onSelect === undefined ? (
          <div className={css.line}>{content}</div>
        ) : (
          <button
            type="button"
            className={css.line}
            aria-current={selected}
            tabIndex={selected ? 0 : -1}
            onClick={() => onSelect(line.id)}
          >
            {content}
          </button>
        )}
      </li>
    );
  },
  (before, after) =>
    before.last === after.last &&
    before.selected === after.selected &&
    before.locale === after.locale &&
    before.onSelect === after.onSelect &&
    sameLine(before.line, after.line),
);

const sameLine = (a: TapeLine, b: TapeLine) =>
  a.quantity === b.quantity &&
  a.name === b.name &&
  a.detail === b.detail &&
  a.amountMinor === b.amountMinor &&
  a.savings === b.savings &&
  a.note === b.note;

export type TapeSum = Readonly<{ id: string; label: string; amountMinor: number }>;

/** Subtotal and taxes, then the total that outweighs them. */
export function TapeTotal(props: {
  sums: readonly TapeSum[];
  totalLabel: string;
  totalMinor: number;
  locale: Locale;
  currency?: Currency;
}) {
  const { sums, totalLabel, totalMinor, locale, currency = 'CAD' } = props;
  return (
    <dl className={css.totals} data-testid="totals">
      {sums.map((sum) => (
        <div key={sum.id} className={css.sum}>
          <dt>{sum.label}</dt>
          <dd>
            <Amount
              amountMinor={sum.amountMinor}
              locale={locale}
              currency={currency}
              testId={`sum-${sum.id}`}
            />
          </dd>
        </div>
      ))}
      <div className={css.total}>
        <dt>{totalLabel}</dt>
        <dd>
          <Amount amountMinor={totalMinor} locale={locale} currency={currency} testId="total" />
        </dd>
      </div>
    </dl>
  );
}
