/** What a sale leaves beside its record, prepared once and written in the record's own transaction. */
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';
import { parseProvisionalNumber } from '@comptoir/sync-protocol/records/receipt-number';
import type { Sqlite } from '../database/open.ts';
import type { Appended } from '../journal/journal.ts';
import type { Register } from '../register.ts';

export type SaleRow = {
  sale_id: string;
  ordinal: number;
  seq: number;
  receipt_number: string;
  register_id: string;
  shift_id: string;
  cashier_id: string;
  at: string;
  item_count: number;
  total_minor: number;
  fingerprint: Buffer;
  flags: string;
};

export function prepareSales(db: Sqlite) {
  return {
    byId: db.prepare<[string], SaleRow>('select * from sale where sale_id = ?'),
    /** A till's sale ids are UUIDv7 of that till, so their order is that of its sales. */
    newest: db.prepare<[string, number], SaleRow>(
      'select * from sale where register_id = ? order by sale_id desc limit ?',
    ),
    count: db.prepare<[], number>('select count(*) from sale').pluck(),
    add: db.prepare<
      [string, number, number, string, string, string, string, string, number, number, Buffer, string, string]
    >(
      `insert into sale (sale_id, ordinal, seq, receipt_number, register_id, shift_id, cashier_id, at, item_count,
         total_minor, fingerprint, tenders, flags) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    provisionalLast: db
      .prepare<[string], number>('select provisional_last from terminal where terminal_id = ?')
      .pluck(),
    provisionalCame: db.prepare<[number, string]>(
      'update terminal set provisional_last = max(provisional_last, ?) where terminal_id = ?',
    ),
    useAttempt: db.prepare<[string]>('update attempt set tendered = 1 where attempt_id = ?'),
  };
}
export type SaleStatements = ReturnType<typeof prepareSales>;

type Place = Readonly<{
  appended: Appended;
  ordinal: number;
  number: string;
  register: Register;
  /** The shift that it is booked to. */
  shiftId: string;
  terminalId: string;
}>;

export function addSale(
  sql: SaleStatements,
  body: SaleBody,
  { appended, ordinal, number, register, shiftId, terminalId }: Place,
  fingerprint: Buffer,
  flags: readonly string[],
): void {
  sql.add.run(
    body.saleId,
    ordinal,
    appended.seq,
    number,
    register.id,
    shiftId,
    body.cashierId,
    appended.at,
    itemCount(body),
    body.priced.totalMinor,
    fingerprint,
    JSON.stringify(body.tenders),
    JSON.stringify(flags),
  );
  for (const tender of body.tenders) {
    if (tender.kind === 'card') sql.useAttempt.run(tender.attemptId);
  }
  const provisional = parseProvisionalNumber(body.provisionalNumber ?? '');
  if (provisional) sql.provisionalCame.run(provisional.count, terminalId);
}

/** Pieces; a weighed line counts as one article. */
function itemCount({ basket, lines }: SaleBody): number {
  const weighed = new Set(lines.filter((line) => line.soldBy === 'weight').map((line) => line.lineId));
  const pieces = basket.lines.map(({ id, quantity }) =>
    weighed.has(id) ? 1 : Math.abs(Math.trunc(Number(quantity))),
  );
  return pieces.reduce((sum, count) => sum + count, 0);
}
