/** What a receipt's code proves, and what head office knows of that receipt. */
import type { Database } from '@comptoir/service-kit';
import { fromBase64 } from '@comptoir/sync-protocol/bytes';
import type { EdgeKey } from '@comptoir/sync-protocol/feeds/rows';
import { parseReceiptNumber } from '@comptoir/sync-protocol/records/receipt-number';
import { type ReceiptToken, readReceiptToken } from '@comptoir/sync-protocol/records/receipt-token';
import type { Receipt } from '../formats/receipt.ts';
import { receiptAnswer } from '../receipt-answer.ts';
import { receipt } from '../store/read.ts';

export type Genuine = Readonly<{
  token: ReceiptToken;
  /** Undefined: its store has not told of the sale yet. */
  told: Receipt | undefined;
}>;

/** @returns undefined for what no edge of the chain signed. */
export async function genuine(database: Database, code: string): Promise<Genuine | undefined> {
  const number = parseReceiptNumber(code.split(':')[2] ?? '');
  if (!number) return undefined;
  const keys = await publicKeysOf(database, number.storeNumber);
  const token = readReceiptToken(code, () => keys);
  if (!token) return undefined;
  const known = await receipt(database, token.sale.saleId);
  const told = known && receiptAnswer.parse(known);
  return { token, told: told?.receiptNumber === token.number ? told : undefined };
}

async function publicKeysOf(database: Database, storeNumber: string): Promise<Uint8Array[]> {
  const rows = await database.query<{ value: EdgeKey }>(
    `select value from feed_row where feed = 'configuration' and scope = '*' and key like 'edge/%' and value ->> 'storeNumber' = $1`,
    [storeNumber],
  );
  return rows.flatMap(({ value }) => value.publicKeys.flatMap((key) => fromBase64(key) ?? []));
}
