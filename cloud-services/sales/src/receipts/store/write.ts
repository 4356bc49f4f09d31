/** Sales into their tables, many at once. */
import { insertRows, type Tx } from '@comptoir/service-kit';
import { bodyHash, itemCount, soldLines, type Told, tenderKinds } from '../sale.ts';

const saleColumns = {
  sale_id: 'uuid',
  record_id: 'uuid',
  body_hash: 'bytea',
  receipt_number: 'text',
  store_id: 'text',
  register_id: 'text',
  cashier_id: 'text',
  shift_id: 'uuid',
  business_date: 'date',
  completed_at: 'timestamptz',
  received_at: 'timestamptz',
  language: 'text',
  customer_id: 'text',
  currency: 'text',
  subtotal_minor: 'bigint',
  discount_minor: 'bigint',
  total_minor: 'bigint',
  cash_rounding_minor: 'bigint',
  item_count: 'int',
};
const lineColumns = {
  sale_id: 'uuid',
  position: 'int',
  product_id: 'text',
  sku: 'text',
  gtin: 'text',
  name_fr: 'text',
  name_en: 'text',
  sold_by: 'text',
  quantity: 'numeric',
  unit_price_minor: 'bigint',
  discount_minor: 'bigint',
  amount_minor: 'bigint',
  discounts: 'jsonb',
  serial: 'text',
  lot: 'text',
};
const tenderColumns = {
  sale_id: 'uuid',
  position: 'int',
  kind: 'text',
  amount_minor: 'bigint',
  detail: 'jsonb',
};
const taxColumns = {
  sale_id: 'uuid',
  code: 'text',
  rate: 'numeric',
  base_minor: 'bigint',
  amount_minor: 'bigint',
};

/** @returns ids of the sales that were not known before. */
export async function insertSales(
  tx: Tx,
  sales: readonly Told[],
  registerIdOf: (told: Told) => string,
  receivedAt: Date,
): Promise<Set<string>> {
  const rows = sales.map((told) => {
    const { sale, recordId, receiptNumber, businessDate } = told;
    const { priced, basket } = sale;
    return [
      sale.saleId,
      recordId,
      bodyHash(told),
      receiptNumber,
      sale.storeId,
      registerIdOf(told),
      sale.cashierId,
      sale.shiftId,
      businessDate,
      sale.completedAt,
      receivedAt,
      sale.language,
      basket.customer?.id ?? null,
      basket.currency,
      priced.subtotalMinor,
      priced.discountMinor,
      priced.totalMinor,
      sale.cashRoundingMinor,
      itemCount(sale),
      tenderKinds(sale.tenders),
    ];
  });
  const inserted = await insertSaleRows(tx, rows);
  return new Set(inserted.map(({ sale_id }) => sale_id));
}

/** `tender_kinds` is an array itself, which unnest would flatten: it travels as text and is split. */
function insertSaleRows(tx: Tx, rows: readonly unknown[][]): Promise<{ sale_id: string }[]> {
  const names = Object.keys(saleColumns);
  const arrays = Object.values(saleColumns).map((type, index) => `$${index + 1}::${type}[]`);
  const kinds = names.length + 1;
  return tx.query(
    `insert into sale (${names.join(', ')}, tender_kinds)
     select ${names.map((name) => `r.${name}`).join(', ')}, string_to_array(r.kinds, ' ')
     from unnest(${arrays.join(', ')}, $${kinds}::text[]) as r (${names.join(', ')}, kinds)
     on conflict (sale_id) do nothing returning sale_id`,
    [
      ...names.map((_, index) => rows.map((row) => row[index])),
      rows.map((row) => (row[names.length] as string[]).join(' ')),
    ],
  );
}

type Rows = readonly (readonly unknown[])[];
/** What a sale is made of, as rows. */
export type PartRows = Readonly<{ lines: Rows; tenders: Rows; taxes: Rows }>;

export const partsOf = ({ sale }: Told): PartRows => ({
  lines: soldLines(sale).map((line, index) => [
    sale.saleId,
    index + 1,
    line.productId,
    line.sku,
    line.gtin,
    line.name.fr,
    line.name.en,
    line.soldBy,
    line.quantity,
    line.unitPriceMinor,
    line.discountMinor,
    line.amountMinor,
    line.discounts.length === 0 ? null : JSON.stringify(line.discounts),
    line.serial,
    line.lot,
  ]),
  tenders: sale.tenders.map((tender, index) => [
    sale.saleId,
    index + 1,
    tender.kind,
    tender.amountMinor,
    JSON.stringify(tender),
  ]),
  taxes: sale.priced.taxes.map(({ code, rate, baseMinor, amountMinor }) => [
    sale.saleId,
    code,
    rate,
    baseMinor,
    amountMinor,
  ]),
});

export async function insertParts(tx: Tx, parts: readonly PartRows[]): Promise<void> {
  const all = (kind: keyof PartRows) => parts.flatMap((part) => part[kind]);
  await Promise.all([
    insertRows(tx, 'sale_line', lineColumns, all('lines')),
    insertRows(tx, 'sale_tender', tenderColumns, all('tenders')),
    insertRows(tx, 'sale_tax', taxColumns, all('taxes'), 'on conflict do nothing'),
  ]);
}

export async function bodyHashes(tx: Tx, saleIds: readonly string[]): Promise<Map<string, Buffer>> {
  const rows: { sale_id: string; body_hash: Buffer }[] = await tx.query(
    'select sale_id, body_hash from sale where sale_id = any($1::uuid[])',
    [saleIds],
  );
  return new Map(rows.map(({ sale_id, body_hash }) => [sale_id, body_hash]));
}
