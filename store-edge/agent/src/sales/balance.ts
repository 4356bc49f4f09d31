/** Whether the tenders of a sale cover its total to the cent. Pure. */
import { cashDue, foreignCashWorth } from '@comptoir/pricing';
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';

export type Unbalanced = Readonly<{
  rule: 'tenders' | 'rounding' | 'change' | 'us-dollars';
  expectedMinor: number;
  receivedMinor: number;
}>;

/**
 * Only what is left for cash after the other tenders is rounded; change is what was given less what counts.
 * US dollars are worth what their rate in the record says: the store may have set another since.
 * @returns the first rule that is not met, or null. Source: docs/pricing.md, Cash rounding.
 */
export function unbalanced({ priced, tenders, rules, cashRoundingMinor }: SaleBody): Unbalanced | null {
  const cash = tenders.filter((tender) => tender.kind === 'cash');
  const others = tenders.filter((tender) => tender.kind !== 'cash').map((tender) => tender.amountMinor);
  const roundingMinor =
    cash.length === 0 ? 0 : cashDue(priced.totalMinor, others, rules.cashIncrementMinor).roundingMinor;
  if (roundingMinor !== cashRoundingMinor) {
    return { rule: 'rounding', expectedMinor: roundingMinor, receivedMinor: cashRoundingMinor };
  }

  const receivedMinor = tenders.reduce((sum, tender) => sum + tender.amountMinor, 0);
  const expectedMinor = priced.totalMinor + roundingMinor;
  if (receivedMinor !== expectedMinor) return { rule: 'tenders', expectedMinor, receivedMinor };

  for (const { usDollars, receivedMinor: worthMinor } of cash) {
    if (!usDollars) continue;
    const { receivedMinor: givenMinor, rate } = usDollars;
    const expected = foreignCashWorth(givenMinor, rate, rules.cashIncrementMinor);
    if (worthMinor !== expected)
      return { rule: 'us-dollars', expectedMinor: expected, receivedMinor: worthMinor };
  }

  const wrong = cash.find((tender) => tender.receivedMinor - tender.changeMinor !== tender.amountMinor);
  return wrong
    ? {
        rule: 'change',
        expectedMinor: wrong.receivedMinor - wrong.amountMinor,
        receivedMinor: wrong.changeMinor,
      }
    : null;
}
