/**
 * Whether the figures of one journal agree: each sale with what was paid, each Z with the sales of its shift, and the perpetual total
 * with all since the Z before; each closing of a period with what was booked in it. What began before the journal (or before what is at hand of it) is not judged.
 */
import type { Report } from './finding.ts';
import { periodFigures } from './period-figures.ts';

/** Read lightly: tens of thousands a second, and a form that nobody foresaw is a finding and not an error. */
type Sale = Readonly<{
  priced: Readonly<{ totalMinor: number }>;
  cashRoundingMinor: number;
  tenders: readonly Readonly<{ amountMinor: number }>[];
}>;
type Return = Readonly<{
  totalMinor: number;
  cashRoundingMinor: number;
  /** None in what head office writes for points of sale of other makes. */
  refunds?: readonly Readonly<{ amountMinor: number }>[];
}>;
type Closed = Readonly<{
  z: Readonly<{ zNumber: number; saleCount: number; totalMinor: number; perpetualTotalMinor: number }> &
    // Not in what the first versions wrote.
    Readonly<{ returnCount?: number; returnTotalMinor?: number; orderReturnCount?: number }>;
}>;
type OrderReturned = Readonly<{ totalMinor: number; waysBack: readonly Readonly<{ amountMinor: number }>[] }>;
type Shift = {
  saleCount: number;
  totalMinor: number;
  returnCount: number;
  returnTotalMinor: number;
  orderReturnCount: number;
};
const nothingYet = { saleCount: 0, totalMinor: 0, returnCount: 0, returnTotalMinor: 0, orderReturnCount: 0 };
type SinceZ = { zNumber: number; perpetualMinor: number };

export function figures(report: Report) {
  const shifts = new Map<string, Shift>();
  const perpetual = new Map<string, SinceZ>();
  const periods = periodFigures(report);

  const kinds: Readonly<
    Record<string, (seq: number, register: string, body: unknown, number?: string) => void>
  > = {
    'shift.opened': (_seq, register) => void shifts.set(register, { ...nothingYet }),
    sale(seq, register, body, number) {
      const { priced, cashRoundingMinor, tenders } = body as Sale;
      const paid = tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      const due = priced.totalMinor + cashRoundingMinor;
      if (paid !== due)
        report({
          why: 'totals',
          firstBadSeq: seq,
          ...(number === undefined ? {} : { number }),
          detail: `${paid} was paid, ${due} was due`,
        });
      periods.sale(priced.totalMinor);
      const shift = shifts.get(register);
      if (shift) {
        shift.saleCount += 1;
        shift.totalMinor += priced.totalMinor;
      }
      const since = perpetual.get(register);
      if (since) since.perpetualMinor += Math.abs(priced.totalMinor);
    },
    return(seq, register, body, number) {
      const { totalMinor, cashRoundingMinor, refunds } = body as Return;
      if (refunds === undefined) return;
      const back = refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      if (back !== totalMinor + cashRoundingMinor)
        report({
          why: 'totals',
          firstBadSeq: seq,
          ...(number === undefined ? {} : { number }),
          detail: `${back} was given back, ${totalMinor + cashRoundingMinor} was due`,
        });
      periods.back(totalMinor);
      const shift = shifts.get(register);
      if (!shift) return;
      shift.returnCount += 1;
      shift.returnTotalMinor += totalMinor;
    },
    'order.returned'(seq, register, body) {
      const { totalMinor, waysBack } = body as OrderReturned;
      const told = waysBack.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      if (told !== totalMinor)
        report({
          ...{ why: 'totals', firstBadSeq: seq },
          detail: `${told} is said to go back of an order, ${totalMinor} is due`,
        });
      const shift = shifts.get(register);
      if (shift) shift.orderReturnCount += 1;
    },
    'period.closed': (seq, _register, body) => periods.closed(seq, body),
    'shift.closed'(seq, register, body) {
      const { zNumber, saleCount, totalMinor, perpetualTotalMinor, ...z } = (body as Closed).z;
      const unlike = (what: string, told: number, found: number) => {
        if (told !== found)
          report({
            why: 'totals',
            firstBadSeq: seq,
            detail: `Z ${zNumber}: ${what} ${told}, found ${found}`,
          });
      };
      const shift = shifts.get(register);
      shifts.delete(register);
      if (shift) {
        unlike('sales', saleCount, shift.saleCount);
        unlike('total', totalMinor, shift.totalMinor);
        unlike('returns', z.returnCount ?? 0, shift.returnCount);
        unlike('returned', z.returnTotalMinor ?? 0, shift.returnTotalMinor);
        unlike('returns of orders', z.orderReturnCount ?? 0, shift.orderReturnCount);
      }
      const since = perpetual.get(register);
      if (since) {
        unlike('number', zNumber, since.zNumber + 1);
        unlike('perpetual total', perpetualTotalMinor, since.perpetualMinor);
      }
      perpetual.set(register, { zNumber, perpetualMinor: perpetualTotalMinor });
    },
  };

  return (
    seq: number,
    header: Readonly<{ kind: string; register?: string; number?: string }>,
    bodyText: string,
  ) => {
    const take = Object.hasOwn(kinds, header.kind) ? kinds[header.kind] : undefined;
    if (!take) return;
    try {
      take(seq, header.register ?? '', JSON.parse(bodyText), header.number);
    } catch {
      report({ why: 'totals', firstBadSeq: seq, detail: `the body is not that of a ${header.kind}` });
    }
  };
}
