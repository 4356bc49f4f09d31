/** Facts are written here and nowhere else: a document once, its lines, taxes, tenders and discounts, an act once, and the rollups, in one transaction. */
import type { TableRows } from '@comptoir/service-kit/db/copied-rows';
import type { Tx } from '@comptoir/service-kit/db/database';
import { insertRows } from '@comptoir/service-kit/db/insert-rows';
import type { FactAct } from '../facts/act.ts';
import { type FactDocument, untaxedOf } from '../facts/document.ts';
import { noteChangedDays } from './changed-days.ts';
import { addActsToRollups, addToRollups, type codeOf, repeatedColumns, repeatedTable } from './rollups.ts';

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
  origin_id: 'text',
  customer_key: 'uuid',
  reason: 'text',
  untaxed_minor: 'bigint',
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
const taxColumns = { ...codedColumns, rate: 'numeric', base_minor: 'bigint' };
const discountColumns = {
  document_id: 'text',
  position: 'int',
  source: 'text',
  reason: 'text',
  given_by: 'text',
  amount_minor: 'bigint',
};
const actColumns = {
  act_id: 'text',
  kind: 'text',
  store_id: 'text',
  business_date: 'date',
  at: 'timestamptz',
  register_id: 'text',
  cashier_id: 'text',
  amount_minor: 'bigint',
  reason: 'text',
  given_by: 'text',
  document_id: 'text',
};

/** What an event, or a page of them, comes to. */
export type Facts = Readonly<{ documents: readonly FactDocument[]; acts: readonly FactAct[] }>;

/** The schema that is read. */
export const liveFacts = 'facts';

/** Until the transaction ends nobody else writes facts: rollup rows are locked in any order without a deadlock. */
export const holdFacts = (tx: Tx): Promise<unknown> =>
  tx.query('update fact_state set version = version + 1');

/** What is known already has no effect. The caller holds the facts of `liveFacts`. */
export async function recordFacts(tx: Tx, facts: Facts, schema: string = liveFacts): Promise<void> {
  const news = await addFacts(tx, facts, schema);
  if (news.documents.length > 0) {
    await tx.query(addToRollups(schema, 'd.document_id = any($1::text[])'), [news.documents]);
    if (schema === liveFacts)
      await noteChangedDays(tx, new Set(facts.documents.map(({ businessDate }) => businessDate)));
  }
  if (news.acts.length > 0)
    await tx.query(addActsToRollups(schema, 'd.act_id = any($1::text[])'), [news.acts]);
}

/** Without the rollups. @returns the ids of those that were not known. */
async function addFacts(
  tx: Tx,
  { documents, acts }: Facts,
  schema: string,
): Promise<Readonly<{ documents: readonly string[]; acts: readonly string[] }>> {
  return { documents: await addDocuments(tx, documents, schema), acts: await addActs(tx, acts, schema) };
}

async function addDocuments(tx: Tx, documents: readonly FactDocument[], schema: string): Promise<string[]> {
  const inserted = await insertRows<{ document_id: string }>(
    tx,
    `${schema}.document`,
    documentColumns,
    documents.map(documentRow),
    'on conflict do nothing returning document_id',
  );
  const fresh = new Set(inserted.map(({ document_id }) => document_id));
  const news = documents.filter(({ id }) => fresh.delete(id));
  await Promise.all(
    partsOf(news, schema).map(([table, columns, rows]) => insertRows(tx, table, columns, rows)),
  );
  return news.map(({ id }) => id);
}

/** Rows for tables without keys, of a rebuild: what is told twice is found when they get them. Those of `repeatedTable` as well. */
export const unseenFacts = ({ documents, acts }: Facts, schema: string): TableRows[] =>
  [
    [`${schema}.document`, documentColumns, documents.map(documentRow)] as const,
    ...partsOf(documents, schema),
    [repeatedTable(schema), repeatedColumns, documents.flatMap(repeatedRows)] as const,
    [`${schema}.act`, actColumns, acts.map(actRow)] as const,
  ].map(([table, columns, rows]) => ({ table, columns: Object.keys(columns), rows }));

const partsOf = (documents: readonly FactDocument[], schema: string) =>
  [
    [`${schema}.line`, lineColumns, documents.flatMap(lineRows)],
    [`${schema}.tax`, taxColumns, documents.flatMap(taxRows)],
    [`${schema}.tender`, codedColumns, documents.flatMap((one) => codedRows(one, one.tenders))],
    [`${schema}.discount`, discountColumns, documents.flatMap(discountRows)],
  ] as const;

async function addActs(tx: Tx, acts: readonly FactAct[], schema: string): Promise<string[]> {
  const inserted = await insertRows<{ act_id: string }>(
    tx,
    `${schema}.act`,
    actColumns,
    acts.map(actRow),
    'on conflict do nothing returning act_id',
  );
  return inserted.map(({ act_id }) => act_id);
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
  one.originId,
  one.customerKey,
  one.reason,
  untaxedOf(one),
];

const actRow = (one: FactAct) => [
  one.id,
  one.kind,
  one.storeId,
  one.businessDate,
  one.at,
  one.registerId,
  one.cashierId,
  one.amountMinor,
  one.reason,
  one.by,
  one.documentId,
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

const codedRows = ({ id }: FactDocument, rows: FactDocument['tenders']) =>
  rows.map(({ code, amountMinor }, index) => [id, index + 1, code, amountMinor]);

const taxRows = (one: FactDocument) =>
  codedRows(one, one.taxes).map((row, index) => {
    const { rate = null, baseMinor = null } = one.taxes[index] ?? {};
    return [...row, rate, baseMinor];
  });

const repeatedRows = ({ id, lines, taxes, tenders }: FactDocument) => [
  ...repeatedOf('line', id, lines, ({ productId }) => productId),
  ...repeatedOf('tax', id, taxes, ({ code }) => code),
  ...repeatedOf('tender', id, tenders, ({ code }) => code),
];

function repeatedOf<T>(part: keyof typeof codeOf, id: string, rows: readonly T[], code: (row: T) => string) {
  if (rows.length < 2) return [];
  const seen = new Set<string>();
  return rows.map(code).flatMap((one) => {
    if (seen.has(one)) return [[part, id, one]];
    seen.add(one);
    return [];
  });
}

const discountRows = ({ id, discounts }: FactDocument) =>
  discounts.map(({ source, reason, by, amountMinor }, index) => [
    id,
    index + 1,
    source,
    reason,
    by,
    amountMinor,
  ]);
