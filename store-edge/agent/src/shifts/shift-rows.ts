/** The running totals of a shift, grown in each sale's own transaction: closing reads one row however many the sales (E5). */
import type { Shift } from '../api.ts';
import type { Sqlite } from '../database/open.ts';

export type ShiftRow = {
  shift_id: string;
  register_id: string;
  opened_at: string;
  opened_by: string;
  business_date: string;
  float_minor: number;
  sale_count: number;
  total_minor: number;
  cash_minor: number;
  taxes: string;
  tenders: string;
  closed: string | null;
};
export type SaleTotals = Readonly<{
  totalMinor: number;
  taxes: readonly Readonly<{ code: string; amountMinor: number }>[];
  tenders: readonly Readonly<{ kind: string; amountMinor: number }>[];
}>;

export function prepareShifts(db: Sqlite) {
  return {
    open: db.prepare<[string], ShiftRow>('select * from shift where register_id = ? and closed is null'),
    byId: db.prepare<[string], ShiftRow>('select * from shift where shift_id = ?'),
    add: db.prepare<[string, string, string, string, string, number]>(
      `insert into shift (shift_id, register_id, opened_at, opened_by, business_date, float_minor) values (?, ?, ?, ?, ?, ?)`,
    ),
    grow: db.prepare<[number, number, string, string, string]>(
      `update shift set sale_count = sale_count + 1, total_minor = total_minor + ?, cash_minor = cash_minor + ?,
         taxes = ?, tenders = ? where shift_id = ?`,
    ),
    close: db.prepare<[string, string]>('update shift set closed = ? where shift_id = ? and closed is null'),
    perpetual: db.prepare<[string], { z_number: number; perpetual_minor: number }>(
      'select z_number, perpetual_minor from register_total where register_id = ?',
    ),
    growPerpetual: db.prepare<[string, number, number]>(
      `insert into register_total (register_id, z_number, perpetual_minor) values (?, ?, ?)
       on conflict (register_id) do update set z_number = z_number + excluded.z_number,
         perpetual_minor = perpetual_minor + excluded.perpetual_minor`,
    ),
  };
}
export type ShiftStatements = ReturnType<typeof prepareShifts>;

/** Only inside the sale's transaction. The perpetual total grows by absolute sales and is never reset. */
export function addToShift(sql: ShiftStatements, row: ShiftRow, sale: SaleTotals): void {
  const cashMinor = sumOf(sale.tenders.filter((tender) => tender.kind === 'cash'));
  const taxes = added(row.taxes, sale.taxes, (tax) => tax.code);
  const tenders = added(row.tenders, sale.tenders, (tender) => tender.kind);
  sql.grow.run(sale.totalMinor, cashMinor, taxes, tenders, row.shift_id);
  sql.growPerpetual.run(row.register_id, 0, Math.abs(sale.totalMinor));
}

export const shiftOf = (row: ShiftRow): Shift => ({
  shiftId: row.shift_id,
  registerId: row.register_id,
  openedAt: row.opened_at,
  openedBy: row.opened_by,
  businessDate: row.business_date,
  floatMinor: row.float_minor,
  saleCount: row.sale_count,
});

type Amount = Readonly<{ amountMinor: number }>;
const sumOf = (amounts: readonly Amount[]): number =>
  amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

function added<T extends Amount>(json: string, amounts: readonly T[], keyOf: (amount: T) => string): string {
  const totals: Record<string, number> = JSON.parse(json);
  for (const amount of amounts) totals[keyOf(amount)] = (totals[keyOf(amount)] ?? 0) + amount.amountMinor;
  return JSON.stringify(totals);
}
