/**
 * A shift and its running totals. The totals stand in the register's `till` row and grow in each sale's own transaction, so
 * closing reads one row however many the sales (E5).
 */
import { bookedTenders } from '@comptoir/sync-protocol/records/booked-tenders';
import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import type { ReturnBody } from '@comptoir/sync-protocol/records/return-body';
import {
  type SaleTotals,
  sumOf,
  type Totals,
  totalsOf,
  totalsOfReturn,
  totalsOfSale,
} from '../closings/totals.ts';
import type { Sqlite } from '../database/open.ts';
import type { Shift } from './api.ts';

export type ShiftRow = {
  shift_id: string;
  register_id: string;
  opened_at: string;
  opened_by: string;
  business_date: string;
  float_minor: number;
};
export type TillRow = {
  register_id: string;
  z_number: number;
  perpetual_minor: number;
  shift_id: string | null;
  sale_count: number;
  total_minor: number;
  cash_minor: number;
  taxes: string;
  tenders: string;
  return_count: number;
  return_total_minor: number;
  paid_in_minor: number;
  paid_out_minor: number;
  drop_minor: number;
  us_dollars_minor: number;
  /** Of them, those that moved without a sale. */
  us_dollars_moved_minor: number;
  order_return_count: number;
};
type Amount = Readonly<{ amountMinor: number }>;

export function prepareShifts(db: Sqlite) {
  return {
    till: db.prepare<[string], TillRow>(
      `select register_id, z_number, perpetual_minor, shift_id, sale_count, total_minor, cash_minor, taxes, tenders,
         return_count, return_total_minor, paid_in_minor, paid_out_minor, drop_minor, us_dollars_minor, us_dollars_moved_minor,
         order_return_count
       from till where register_id = ?`,
    ),
    byId: db.prepare<[string], ShiftRow>('select * from shift where shift_id = ?'),
    closed: db.prepare<[string], string | null>('select closed from shift where shift_id = ?').pluck(),
    add: db.prepare<[string, string, string, string, string, number]>(
      `insert into shift (shift_id, register_id, opened_at, opened_by, business_date, float_minor) values (?, ?, ?, ?, ?, ?)`,
    ),
    begin: db.prepare<[string, string]>(
      `insert into till (register_id, shift_id) values (?, ?)
       on conflict (register_id) do update set shift_id = excluded.shift_id,
         sale_count = 0, total_minor = 0, cash_minor = 0, taxes = '{}', tenders = '{}',
         return_count = 0, return_total_minor = 0, paid_in_minor = 0, paid_out_minor = 0, drop_minor = 0,
         us_dollars_minor = 0, us_dollars_moved_minor = 0, order_return_count = 0`,
    ),
    dayTotals: db.prepare<[string], string>('select day_totals from till where register_id = ?').pluck(),
    grow: db.prepare<[number, number, number, number, string, string, string, string]>(
      `update till set sale_count = sale_count + 1, total_minor = total_minor + ?, cash_minor = cash_minor + ?,
         us_dollars_minor = us_dollars_minor + ?, perpetual_minor = perpetual_minor + ?, taxes = ?, tenders = ?, day_totals = ? where register_id = ?`,
    ),
    growBack: db.prepare<[number, string, string]>(
      'update till set perpetual_return_minor = perpetual_return_minor + ?, day_totals = ? where register_id = ?',
    ),
    shrink: db.prepare<[number, number, string, string, string]>(
      `update till set return_count = return_count + 1, return_total_minor = return_total_minor + ?, cash_minor = cash_minor - ?,
         taxes = ?, tenders = ? where register_id = ?`,
    ),
    moveCash: db.prepare<[number, number, number, number, string]>(
      `update till set paid_in_minor = paid_in_minor + ?, paid_out_minor = paid_out_minor + ?, drop_minor = drop_minor + ?,
         cash_minor = cash_minor + ? where register_id = ?`,
    ),
    moveUsDollars: db.prepare<[number, number, string]>(
      `update till set us_dollars_minor = us_dollars_minor + ?, us_dollars_moved_minor = us_dollars_moved_minor + ?
       where register_id = ?`,
    ),
    newestClosed: db.prepare<[number], { shift_id: string; closed: string }>(
      'select shift_id, closed from shift where closed is not null order by shift_id desc limit ?',
    ),
    countOrderReturn: db.prepare<[string]>(
      'update till set order_return_count = order_return_count + 1 where register_id = ?',
    ),
    /** UUIDv7s grow with time. */
    newest: db.prepare<[string], string>('select max(shift_id) from shift where register_id = ?').pluck(),
    close: db.prepare<[string, string]>('update shift set closed = ? where shift_id = ? and closed is null'),
    end: db.prepare<[string]>(
      'update till set shift_id = null, z_number = z_number + 1 where register_id = ?',
    ),
  };
}
export type ShiftStatements = ReturnType<typeof prepareShifts>;

/** Only inside the sale's transaction, after its record. The perpetual total grows by absolute sales and is never reset. */
export function addToShift(
  sql: ShiftStatements,
  till: TillRow,
  sale: SaleTotals & Readonly<{ tenders: readonly Tender[] }>,
): void {
  const { totalMinor, taxes } = sale;
  const { cashMinor, usDollarsMinor } = drawerOf(sale.tenders);
  const tenders = bookedTenders(sale.tenders);
  const newTaxes = added(till.taxes, taxes, (tax) => tax.code);
  const newTenders = added(till.tenders, tenders, (tender) => tender.kind);
  const day = newDayTotals(sql, till.register_id, totalsOfSale({ totalMinor, taxes, tenders }));
  const grown = Math.abs(totalMinor);
  sql.grow.run(
    ...([totalMinor, cashMinor, usDollarsMinor, grown] as const),
    ...([newTaxes, newTenders, day, till.register_id] as const),
  );
}

/** What a sale left in the drawer. For US dollars it gave change in Canadian ones. */
function drawerOf(tenders: readonly Tender[]): Readonly<{ cashMinor: number; usDollarsMinor: number }> {
  const cash = tenders.filter((tender) => tender.kind === 'cash');
  const inCash = ({ usDollars, amountMinor, changeMinor }: (typeof cash)[number]) =>
    usDollars ? -changeMinor : amountMinor;
  return {
    cashMinor: cash.reduce((sum, tender) => sum + inCash(tender), 0),
    usDollarsMinor: cash.reduce((sum, { usDollars }) => sum + (usDollars?.receivedMinor ?? 0), 0),
  };
}

/** Only inside the return's transaction, after its record. A shift that is closed keeps its Z; the day counts it all the same. */
export function takeFromShift(
  sql: ShiftStatements,
  registerId: string,
  { totalMinor, taxes, refunds }: Pick<ReturnBody, 'totalMinor' | 'taxes' | 'refunds'>,
): void {
  const day = newDayTotals(sql, registerId, totalsOfReturn({ totalMinor, taxes, tenders: refunds }));
  sql.growBack.run(Math.abs(totalMinor), day, registerId);
  const till = sql.till.get(registerId);
  if (!till || till.shift_id === null) return;
  const back = <T extends Amount>(amounts: readonly T[]): T[] =>
    amounts.map((amount) => ({ ...amount, amountMinor: -amount.amountMinor }));
  const newTaxes = added(till.taxes, back(taxes), (tax) => tax.code);
  const newTenders = added(till.tenders, back(refunds), (refund) => refund.kind);
  const cash = refunds.filter((refund) => refund.kind === 'cash');
  const cashMinor = cash.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  sql.shrink.run(totalMinor, cashMinor, newTaxes, newTenders, registerId);
}

/** Read anew: the record may have been the first of a new day. */
const newDayTotals = (sql: ShiftStatements, registerId: string, more: Totals): string =>
  JSON.stringify(sumOf(totalsOf(sql.dayTotals.get(registerId) ?? '{}'), more));

export const shiftOf = (row: ShiftRow, saleCount: number): Shift => ({
  shiftId: row.shift_id,
  registerId: row.register_id,
  openedAt: row.opened_at,
  openedBy: row.opened_by,
  businessDate: row.business_date,
  floatMinor: row.float_minor,
  saleCount,
});

function added<T extends Amount>(json: string, amounts: readonly T[], keyOf: (amount: T) => string): string {
  const totals: Record<string, number> = JSON.parse(json);
  for (const amount of amounts) totals[keyOf(amount)] = (totals[keyOf(amount)] ?? 0) + amount.amountMinor;
  return JSON.stringify(totals);
}
