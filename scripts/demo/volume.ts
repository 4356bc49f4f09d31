/**
 * Sale lines by the million, straight into Reporting's facts and through its own rollups: for looking at head office, and for its
 * bench, at a size that nobody wants to ring up. Each value derives from the document's number, so that the same call makes the same
 * facts. They are of no event log: `scripts/rebuild-reporting` takes them away again. As a rebuild does, it fills tables without keys;
 * but it fills those in use, so that until it is done (ten million lines: some minutes) nobody reads figures.
 */
import { takeKeys } from '../../cloud-services/reporting/src/store/keyless.ts';
import { fillAll, rollups } from '../../cloud-services/reporting/src/store/rollups.ts';

type Queryable = Readonly<{ query(sql: string, parameters?: unknown[]): Promise<{ rows: unknown[] }> }>;

export const volumeLinesMax = 20_000_000;
const linesADocument = 2.5;
const historyDays = 730;

/** Popular products, busy stores and regular customers are so by a square law; every fortieth document is a return. */
const random = (of: string, salt: number) =>
  `((hashint8extended(${of}, ${salt}) & 1048575)::float8 / 1048576)`;

const lineCount = (n: string) => `(1 + floor(4 * ${random(n, 1)}))::int`;
/** A line's own number, from its document's and its position. */
const lineNumber = 'd.n * 8 + position';
const lineFrom = (products: number) => `
  generate_series(1, ${lineCount('d.n')}) position
  join volume_product p on p.index = floor(${products} * power(${random(lineNumber, 2)}, 2))::int`;
const quantity = `(1 + floor(1.3 * ${random(lineNumber, 3)}))::int`;
const sign = '(case when d.n % 40 = 0 then -1 else 1 end)';

/**
 * @param database Reporting's own; it holds the stores and products that are sold.
 * @param to the last day; the two years before it are filled evenly.
 * @returns how many lines were made: none when there are some from before.
 */
export async function fillVolume(database: Queryable, lines: number, to: string): Promise<number> {
  const one = async <T>(sql: string, parameters: unknown[] = []) =>
    (await database.query(sql, parameters)).rows[0] as T;
  const documents = Math.round(Math.min(lines, volumeLinesMax) / linesADocument);
  const [first] = (await database.query("select 1 from facts.document where document_id = 'sale/volume-1'"))
    .rows;
  if (first) return 0;
  await database.query(
    `begin; set local work_mem = '256MB'; set local maintenance_work_mem = '512MB'; set local jit = off`,
  );
  // Whoever writes facts waits, as for any writer.
  await database.query('update fact_state set version = version + 1, remade = version + 1');
  const keys = await takeKeys(
    async (sql, parameters) => (await database.query(sql, parameters)).rows,
    'facts',
  );
  const { stores, products } = await makeLists(database, one);
  await database.query(`
    insert into facts.line (document_id, position, business_date, channel, store_id, product_id, sku, quantity, amount_minor)
    select d.id, position, d.day, d.channel, d.store_id, p.product_id, p.sku, ${sign} * ${quantity}, ${sign} * ${quantity} * p.price_minor
    from (${documentsSql(documents, stores, to)}) d, lateral (select * from ${lineFrom(products)}) p;
    insert into facts.document (document_id, kind, channel, store_id, business_date, at, register_id, cashier_id, number, subtotal_minor,
      discount_minor, delivery_minor, tax_minor, rounding_minor, total_minor, customer_key, reason)
    select d.id, case when d.n % 40 = 0 then 'return' else 'sale' end, d.channel, d.store_id, d.day,
      d.day + interval '13 hours' + ${random('d.n', 4)} * interval '12 hours', 'r-1', d.store_id || '-' || d.n % 9, 'V-' || d.n,
      l.minor, case when d.n % 40 <> 0 and d.n % 10 = 1 then 100 else 0 end, 0, round(l.minor * 0.14975), 0, l.minor + round(l.minor * 0.14975),
      case when d.n % 5 = 0 then md5('customer ' || floor(${Math.ceil(documents / 20)} * power(${random('d.n', 5)}, 2)))::uuid end,
      case when d.n % 40 = 0 then (array['changed-mind', 'defective', 'wrong-item', 'other'])[1 + (d.n / 40) % 4] end
    from (${documentsSql(documents, stores, to)}) d,
      lateral (select sum(${sign} * ${quantity} * p.price_minor) as minor from ${lineFrom(products)}) l;
    insert into facts.tender select document_id, 1, case when hashtext(document_id) % 3 = 0 then 'cash' else 'card' end, total_minor
      from facts.document where number like 'V-%';
    insert into facts.tax select document_id, position, code, case position when 1 then round(subtotal_minor * 0.05) else tax_minor - round(subtotal_minor * 0.05) end
      from facts.document, (values (1, 'GST'), (2, 'QST')) tax (position, code) where number like 'V-%';
    insert into facts.discount select document_id, 1, case when hashtext(document_id) % 8 = 0 then 'manual-line' else 'promotion/volume' end,
      case when hashtext(document_id) % 8 = 0 then 'scratched' end, null, discount_minor from facts.document where number like 'V-%' and discount_minor > 0;
    insert into facts.act select 'act/' || document_id, (array['no-sale', 'price-override', 'approval'])[1 + abs(hashtext(document_id)) % 3], store_id,
      business_date, at, register_id, cashier_id, 100, null, null, document_id from facts.document where number like 'V-%' and hashtext(document_id) % 400 = 0;
  `);
  const tables = Object.values(rollups).map(({ table }) => `facts.${table}`);
  await database.query(`truncate ${tables.join(', ')}`);
  const statements = [...fillAll('facts').flat(), ...keys.flatMap((one) => one.statements)];
  for (const statement of statements) await database.query(statement);
  await database.query('commit');
  await database.query('vacuum analyze');
  const { made } = await one<{ made: number }>(
    "select count(*)::int as made from facts.line where document_id like 'sale/volume-%'",
  );
  return made;
}

/** The lists that values are drawn from, by index. */
async function makeLists(database: Queryable, one: <T>(sql: string) => Promise<T>) {
  await database.query(`
    create temp table volume_store on commit drop as
      select (row_number() over (order by code) - 1)::int as index, location_id as store_id from location where kind = 'store';
    create temp table volume_product on commit drop as
      select (row_number() over (order by product_id) - 1)::int as index, product_id, sku, 199 + (abs(hashtext(product_id)) % 4800)::bigint as price_minor
      from known_product;
    analyze volume_store; analyze volume_product`);
  const lists = await one<{ stores: number; products: number }>(
    'select (select count(*)::int from volume_store) as stores, (select count(*)::int from volume_product) as products',
  );
  if (lists.stores === 0 || lists.products === 0)
    throw new Error(
      'Reporting knows no stores or no products yet: run scripts/seed first, and wait a moment.',
    );
  return lists;
}

const documentsSql = (documents: number, stores: number, to: string) => `
  select n, 'sale/volume-' || n as id, case when n % 5 = 2 then 'web' else 'pos' end as channel, s.store_id,
    (date '${to}' - ${historyDays - 1} + floor((n - 1) * ${historyDays}.0 / ${documents})::int)::date as day
  from generate_series(1::bigint, ${documents}) n join volume_store s on s.index = floor(${stores} * power(${random('n', 6)}, 2))::int`;
