/**
 * Closings of the store's days, months and years, by the system itself and whether the store is cut off or not: before the first record
 * of a new business date the day before is closed, and with it the month and the year that it ended. A closing reads a row a register.
 * Source: BOI-TVA-DECLA-30-10-30 (fiscal closings with perpetual totals); requirement E5.
 */
import type { ClosingPeriod, PeriodClosedBody } from '@comptoir/sync-protocol/records/period-body';
import type { Sqlite } from '../database/open.ts';
import { noTotals, sumOf, type Totals, totalsOf } from './totals.ts';

type OpenDay = { day: string; month_totals: string; year_totals: string };
type TillDay = { day_totals: string; perpetual_minor: number; perpetual_return_minor: number };
/** @returns where the record stands. */
type Append = (entry: Readonly<{ kind: string; body: string }>) => number;

export class Closings {
  readonly #storeId: string;
  readonly #sql;

  constructor(db: Sqlite, storeId: string) {
    this.#storeId = storeId;
    this.#sql = {
      open: db.prepare<[], OpenDay>('select day, month_totals, year_totals from open_day'),
      begin: db.prepare<[string, string, string]>(
        `insert into open_day (one, day, month_totals, year_totals) values (1, ?, ?, ?)
         on conflict (one) do update set day = excluded.day, month_totals = excluded.month_totals,
           year_totals = excluded.year_totals`,
      ),
      tills: db.prepare<[], TillDay>('select day_totals, perpetual_minor, perpetual_return_minor from till'),
      closed: db.prepare<[number]>('insert into closed_period (place) values (?)'),
      newest: db
        .prepare<[number], string>(
          `select record.body from closed_period join record using (place) order by closed_period.place desc limit ?`,
        )
        .pluck(),
      forget: db.prepare(`update till set day_totals = '{}'`),
    };
  }

  /** The business date that is not closed yet; '' before the first record. */
  openDay(): string {
    return this.#sql.open.get()?.day ?? '';
  }

  /** Only inside the journal's transaction, before the first record of `businessDate`. The same date again does nothing. */
  rollOver(businessDate: string, append: Append): void {
    const open = this.#sql.open.get();
    if (open && businessDate <= open.day) return;
    if (!open) {
      this.#sql.begin.run(businessDate, '{}', '{}');
      return;
    }
    const tills = this.#sql.tills.all();
    const close = (period: ClosingPeriod, label: string, totals: Totals) => {
      const body = JSON.stringify(this.#body(period, label, totals, tills));
      this.#sql.closed.run(append({ kind: 'period.closed', body }));
    };
    const day = tills.map(({ day_totals }) => totalsOf(day_totals)).reduce(sumOf, noTotals);
    const month = sumOf(totalsOf(open.month_totals), day);
    const year = sumOf(totalsOf(open.year_totals), day);
    const endsMonth = monthOf(businessDate) !== monthOf(open.day);
    const endsYear = yearOf(businessDate) !== yearOf(open.day);
    close('day', open.day, day);
    if (endsMonth) close('month', monthOf(open.day), month);
    if (endsYear) close('year', yearOf(open.day), year);
    this.#sql.forget.run();
    this.#sql.begin.run(
      businessDate,
      JSON.stringify(endsMonth ? {} : month),
      JSON.stringify(endsYear ? {} : year),
    );
  }

  /** Newest first. */
  archive(limit: number): PeriodClosedBody[] {
    return this.#sql.newest.all(limit).map((body) => JSON.parse(body));
  }

  #body(
    period: ClosingPeriod,
    label: string,
    { taxes, tenders, ...totals }: Totals,
    tills: readonly TillDay[],
  ): PeriodClosedBody {
    return {
      storeId: this.#storeId,
      period,
      label,
      ...totals,
      taxes: Object.entries(taxes).map(([code, amountMinor]) => ({ code, amountMinor })),
      tenders: Object.entries(tenders).map(([kind, amountMinor]) => ({ kind, amountMinor })),
      perpetualTotalMinor: tills.reduce((sum, till) => sum + till.perpetual_minor, 0),
      perpetualReturnMinor: tills.reduce((sum, till) => sum + till.perpetual_return_minor, 0),
    };
  }
}

const monthOf = (day: string): string => day.slice(0, 7);
const yearOf = (day: string): string => day.slice(0, 4);
