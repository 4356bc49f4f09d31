/** Facts are written here and nowhere else: a document once, its lines, taxes and tenders, and the rollups, in one transaction. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { insertRows } from '@comptoir/service-kit/db/insert-rows';
import type { FactDocument } from '../facts/document.ts';
import { addToRollups } from './rollups.ts';

const documentColumns = {
  document_id: 'text',
  kind: 'text',
  channel: 'text',
  store_id: 'text',
  business_date: 'date',
  at: 'timestamptz',
  register_id: 'text',
  cashier_id: 'text',
  number: 'text',
  subtotal_minor: 'bigint',
  discount_minor: 'bigint',
  delivery_minor: 'bigint',
  tax_minor: 'bigint',
  rounding_minor: 'bigint',
  total_minor: 'bigint',
};
const lineColumns = {
  document_id: 'text',
  position: 'int',
  business_date: 'date',
  channel: 'text',
  store_id: 'text',
  product_id: 'text',
  sku: 'text',
  quantity: 'numeric',
  amount_minor: 'bigint',
};
const codedColumns = { document_id: 'text', position: 'int', code: 'text', amount_minor: 'bigint' };

/** The schema that is read. */
export const liveFacts = 'facts';

/** Until the transaction ends nobody else writes facts: rollup rows are locked in any order without a deadlock. */
export const holdFacts = (tx: Tx): Promise<unknown> =>
  tx.query('update fact_state set version = version + 1');

/** A document that is known already has no effect. The caller holds the facts of `liveFacts`. */
export async function recordDocuments(
  tx: Tx,
  documents: readonly FactDocument[],
  schema: string = liveFacts,
): Promise<void> {
  const inserted = await insertRows<{ document_id: string }>(
    tx,
    `${schema}.document`,
    documentColumns,
    documents.map(documentRow),
    'on conflict do nothing returning document_id',
  );
  const fresh = new Set(inserted.map(({ document_id }) => document_id));
  const news = documents.filter(({ id }) => fresh.delete(id));
  if (news.length === 0) return;
  await insertRows(tx, `${schema}.line`, lineColumns, news.flatMap(lineRows));
  await insertRows(
    tx,
    `${schema}.tax`,
    codedColumns,
    news.flatMap((one) => codedRows(one, one.taxes)),
  );
  await insertRows(
    tx,
    `${schema}.tender`,
    codedColumns,
    news.flatMap((one) => codedRows(one, one.tenders)),
  );
  await tx.query(addToRollups(schema, 'd.document_id = any($1::text[])'), [news.map(({ id }) => id)]);
}

const documentRow = (one: FactDocument) => [
  one.id,
  one.kind,
  one.channel,
  one.storeId,
  one.businessDate,
  one.at,
  one.registerId,
  one.cashierId,
  one.number,
  one.subtotalMinor,
  one.discountMinor,
  one.deliveryMinor,
  one.taxes.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  one.roundingMinor,
  one.totalMinor,
];

const lineRows = ({ id, businessDate, channel, storeId, lines }: FactDocument) =>
  lines.map(({ productId, sku, quantity, amountMinor }, index) => [
    id,
    index + 1,
    businessDate,
    channel,
    storeId,
    productId,
    sku,
    quantity,
    amountMinor,
  ]);

const codedRows = ({ id }: FactDocument, rows: FactDocument['taxes']) =>
  rows.map(({ code, amountMinor }, index) => [id, index + 1, code, amountMinor]);
