/** What this store took back, by the lines of the sales: written in the return's own transaction. */
import type { Refund, ReturnBody } from '@comptoir/sync-protocol/records/return-body';
import type { EarlierReturn } from '@comptoir/sync-protocol/wire/receipts';
import type { Sqlite } from '../database/open.ts';

export type ReturnRow = {
  return_id: string;
  sale_id: string | null;
  ordinal: number;
  seq: number;
  receipt_number: string;
  fingerprint: Buffer;
};
/** Of a sale's goods, or of an order's. */
type Taken = Pick<ReturnBody, 'returnId' | 'shiftId' | 'lines' | 'taxes' | 'refunds'> &
  Readonly<{ original?: Pick<NonNullable<ReturnBody['original']>, 'saleId'> | undefined }>;
type Place = Readonly<{ ordinal: number; seq: number; receiptNumber: string; registerId: string }>;

export class ReturnRows {
  readonly #byId;
  readonly #add;
  readonly #addLine;
  readonly #addTax;
  readonly #lines;
  readonly #taxes;
  readonly #cash;
  readonly #points;

  constructor(db: Sqlite) {
    this.#byId = db.prepare<[string], ReturnRow>('select * from sale_return where return_id = ?');
    this.#add = db.prepare<
      [string, string | null, number, number, string, string, string, number, number, Buffer]
    >(
      `insert into sale_return (return_id, sale_id, ordinal, seq, receipt_number, register_id, shift_id, cash_minor, points_minor,
         fingerprint)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#addLine = db.prepare<[string, number, string, number]>(
      'insert into sale_return_line (return_id, position, quantity, amount_minor) values (?, ?, ?, ?)',
    );
    this.#addTax = db.prepare<[string, string, string, number, number]>(
      'insert into sale_return_tax (return_id, code, rate, base_minor, amount_minor) values (?, ?, ?, ?, ?)',
    );
    this.#lines = db.prepare<[string], { returnId: string } & EarlierReturn['lines'][number]>(
      `select return_id as returnId, position, quantity, amount_minor as amountMinor
       from sale_return join sale_return_line using (return_id) where sale_id = ?`,
    );
    this.#taxes = db.prepare<[string], { returnId: string } & EarlierReturn['taxes'][number]>(
      `select return_id as returnId, code, rate, base_minor as baseMinor, amount_minor as amountMinor
       from sale_return join sale_return_tax using (return_id) where sale_id = ?`,
    );
    this.#cash = db
      .prepare<[string], number>('select coalesce(sum(cash_minor), 0) from sale_return where sale_id = ?')
      .pluck();
    this.#points = db
      .prepare<[string], number>('select coalesce(sum(points_minor), 0) from sale_return where sale_id = ?')
      .pluck();
  }

  get(returnId: string): ReturnRow | undefined {
    return this.#byId.get(returnId);
  }

  add(body: Taken, { ordinal, seq, receiptNumber, registerId }: Place, fingerprint: Buffer): void {
    const { returnId, original, shiftId, lines, taxes } = body;
    const place = [ordinal, seq, receiptNumber, registerId, shiftId] as const;
    this.#add.run(returnId, original?.saleId ?? null, ...place, cashOf(body), pointsOf(body), fingerprint);
    for (const [index, { position, quantity, amountMinor }] of lines.entries())
      this.#addLine.run(returnId, position ?? index + 1, quantity, amountMinor);
    for (const { code, rate, baseMinor, amountMinor } of taxes)
      this.#addTax.run(returnId, code, rate, baseMinor, amountMinor);
  }

  ofSale(saleId: string): EarlierReturn[] {
    const [lines, taxes] = [this.#lines.all(saleId), this.#taxes.all(saleId)];
    return [...new Set(lines.map(({ returnId }) => returnId))].map((returnId) => ({
      returnId,
      lines: lines.filter((line) => line.returnId === returnId),
      taxes: taxes.filter((tax) => tax.returnId === returnId),
    }));
  }

  /** What the sale was given back in cash so far. */
  cashOfSale(saleId: string): number {
    return this.#cash.get(saleId) ?? 0;
  }

  /** What went back to points so far, at this store. */
  pointsOfSale(saleId: string): number {
    return this.#points.get(saleId) ?? 0;
  }
}

const sumOf = ({ refunds }: Pick<ReturnBody, 'refunds'>, kind: Refund['kind']): number =>
  refunds.reduce((sum, refund) => sum + (refund.kind === kind ? refund.amountMinor : 0), 0);

export const cashOf = (body: Pick<ReturnBody, 'refunds'>): number => sumOf(body, 'cash');
const pointsOf = (body: Pick<ReturnBody, 'refunds'>): number => sumOf(body, 'loyalty-points');
