/** Whether each closing of a day, month or year tells what was booked since the one before. The first of each kind only says where to begin. */
import type { ClosingPeriod, PeriodClosedBody } from '../records/period-body.ts';
import type { Report } from './finding.ts';

type Booked = Pick<PeriodClosedBody, 'saleCount' | 'totalMinor' | 'returnCount' | 'returnTotalMinor'>;
type Perpetual = Pick<PeriodClosedBody, 'perpetualTotalMinor' | 'perpetualReturnMinor'>;

const nothing = { saleCount: 0, totalMinor: 0, returnCount: 0, returnTotalMinor: 0 };

export function periodFigures(report: Report) {
  const open = new Map<ClosingPeriod, Booked>();
  let perpetual: Perpetual | undefined;

  const book = (more: Partial<Booked>): void => {
    for (const [period, booked] of open) open.set(period, sum(booked, more));
  };
  const unlike = (seq: number, { period, label }: PeriodClosedBody, told: object, found: object): void => {
    const toldOf: Record<string, unknown> = { ...told };
    for (const [what, value] of Object.entries(found))
      if (toldOf[what] !== value)
        report({
          why: 'totals',
          firstBadSeq: seq,
          detail: `closing of ${period} ${label}: ${what} ${toldOf[what]}, found ${value}`,
        });
  };

  return {
    sale(totalMinor: number): void {
      book({ saleCount: 1, totalMinor });
      if (perpetual)
        perpetual = {
          ...perpetual,
          perpetualTotalMinor: perpetual.perpetualTotalMinor + Math.abs(totalMinor),
        };
    },
    back(returnTotalMinor: number): void {
      book({ returnCount: 1, returnTotalMinor });
      if (perpetual)
        perpetual = {
          ...perpetual,
          perpetualReturnMinor: perpetual.perpetualReturnMinor + Math.abs(returnTotalMinor),
        };
    },
    closed(seq: number, body: unknown): void {
      const told = body as PeriodClosedBody;
      unlike(seq, told, told, { ...open.get(told.period), ...perpetual });
      open.set(told.period, nothing);
      const { perpetualTotalMinor, perpetualReturnMinor } = told;
      perpetual = { perpetualTotalMinor, perpetualReturnMinor };
    },
  };
}

const sum = (booked: Booked, more: Partial<Booked>): Booked => ({
  saleCount: booked.saleCount + (more.saleCount ?? 0),
  totalMinor: booked.totalMinor + (more.totalMinor ?? 0),
  returnCount: booked.returnCount + (more.returnCount ?? 0),
  returnTotalMinor: booked.returnTotalMinor + (more.returnTotalMinor ?? 0),
});
