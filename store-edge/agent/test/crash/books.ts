/** What must hold of the files after any crash, read by a second hand: not through the agent's code. */
import { join } from 'node:path';
import { verifyChain } from '@comptoir/sync-protocol/records/chain';
import Database from 'better-sqlite3';

type Row = { header: string; body: string; personal: string; hash: Buffer };
type Body = { saleId?: string; shiftId?: string; z?: { zNumber: number; saleCount: number } };
export type Books = Readonly<{
  kinds: string[];
  saleIds: string[];
  numbers: string[];
  ownStockE4: number;
  /** Of the shifts that are open. */
  shiftSales: number;
  /** In the order of the journal. */
  closedShifts: { shiftId: string; zNumber: number; saleCount: number }[];
}>;

/** @throws Error naming the rule that is broken. */
export function readBooks(dataDir: string): Books {
  const db = new Database(join(dataDir, 'journal.db'), { readonly: true });
  try {
    const journals = db.prepare('select ordinal, id from journal').all() as { ordinal: number; id: string }[];
    if (journals.length !== 1)
      throw new Error(`${journals.length} journals: a crash alone must not open another`);
    const rows = db.prepare('select header, body, personal, hash from record order by place').all() as Row[];
    const verdict = verifyChain({
      journal: journals[0]?.id ?? '',
      records: rows,
      heads: [],
      storedHashes: rows.map((row) => row.hash),
    });
    if (!verdict.ok) throw new Error(`the chain is broken: ${JSON.stringify(verdict)}`);
    const headers = rows.map((row) => JSON.parse(row.header) as { kind: string; number?: string });
    const bodies = rows.map((row) => JSON.parse(row.body) as Body);
    const numbers = headers.flatMap(({ number }) => number ?? []);
    for (const [at, number] of numbers.entries()) {
      if (Number(number.slice(-6)) !== at + 1) throw new Error(`receipt ${at + 1} has number ${number}`);
    }
    const saleIds = bodies.flatMap(({ saleId }, at) =>
      headers[at]?.kind === 'sale' && saleId ? [saleId] : [],
    );
    const projected = db.prepare('select sale_id from sale order by seq').pluck().all() as string[];
    if (JSON.stringify(projected) !== JSON.stringify(saleIds)) throw new Error('sales and records differ');
    return {
      kinds: headers.map(({ kind }) => kind),
      saleIds,
      numbers,
      ownStockE4: Number(
        db.prepare('select coalesce(sum(quantity_e4), 0) from stock_movement').pluck().get(),
      ),
      closedShifts: bodies.flatMap(({ shiftId = '', z }) => (z ? [{ shiftId, ...z }] : [])),
      shiftSales: Number(
        db.prepare('select coalesce(sum(sale_count), 0) from till where shift_id is not null').pluck().get(),
      ),
    };
  } finally {
    db.close();
  }
}
