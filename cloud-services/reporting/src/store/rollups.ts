/**
 * Rollups: sums of facts by what people ask for. Each is told once, here: its table, and the statement that adds the sums of some
 * documents, or of all of them. Adding commutes, so the order in which documents come does not matter.
 */

type Columns = Readonly<Record<string, Readonly<{ type: string; sql: string }>>>;
type Rollup = Readonly<{
  table: string;
  /** Facts that it sums up: `d` is a document (or an act, which stands alone), `f` its lines, taxes, tenders or discounts. */
  from: 'document' | 'line' | 'tax' | 'tender' | 'discount' | 'act';
  /** Those of them that count; all unless told. */
  where?: string;
  keys: Columns;
  measures: Readonly<Record<string, string>>;
}>;

const plain = (column: string, type = 'text') => ({ type, sql: column });
const day = plain('d.business_date', 'date');
const store = plain('d.store_id');
const channel = plain('d.channel');
const month = { type: 'date', sql: "date_trunc('month', d.business_date)::date" };

/** Of whole documents: `returned_minor` is the part of `total_minor` that returns took back, negative. */
const figures = {
  sales: "count(*) filter (where d.kind = 'sale')",
  returns: "count(*) filter (where d.kind = 'return')",
  subtotal_minor: 'sum(d.subtotal_minor)',
  discount_minor: 'sum(d.discount_minor)',
  delivery_minor: 'sum(d.delivery_minor)',
  tax_minor: 'sum(d.tax_minor)',
  rounding_minor: 'sum(d.rounding_minor)',
  total_minor: 'sum(d.total_minor)',
  returned_minor: "coalesce(sum(d.total_minor) filter (where d.kind = 'return'), 0)",
};
/** Of UTC: how long a slot of `by_slot` is. */
export const slotMinutes = 30;
/** Minutes are kept for as long: beyond, half hours tell enough. */
const minutesKept = '2 days';
const cashier = { type: 'text', sql: "coalesce(d.cashier_id, '')" };
/** Of parts: a document with two of them is one. */
const amount = { documents: 'count(distinct d.document_id)', amount_minor: 'sum(f.amount_minor)' };
const sold = { ...amount, quantity: 'sum(f.quantity)' };
const product = plain('f.product_id');
/** An order has neither cashier nor register. */
const tillKeys = {
  business_date: day,
  store_id: store,
  channel,
  cashier_id: cashier,
  register_id: { type: 'text', sql: "coalesce(d.register_id, '')" },
  kind: plain('d.kind'),
};

export const rollups = {
  day: {
    table: 'by_day',
    from: 'document',
    keys: { business_date: day, store_id: store, channel },
    measures: figures,
  },
  /** Of all stores together, and of a store's whole months: what a year of many stores is read from. */
  dayAll: {
    table: 'by_day_all',
    from: 'document',
    keys: { business_date: day, channel },
    measures: figures,
  },
  month: {
    table: 'by_month',
    from: 'document',
    keys: { month, store_id: store, channel },
    measures: figures,
  },
  /** Half hours of UTC: what the clock of a store says is found when they are read, also where zones differ by half hours. */
  slot: {
    table: 'by_slot',
    from: 'document',
    keys: {
      business_date: day,
      slot: {
        type: 'timestamptz',
        sql: `date_bin('${slotMinutes} minutes', d.at, timestamptz '2000-01-01 00:00Z')`,
      },
      store_id: store,
      channel,
    },
    measures: figures,
  },
  /** By all that a document tells but the hour. */
  cashier: { table: 'by_cashier', from: 'document', keys: tillKeys, measures: figures },
  /** Likewise its lines, where no product is asked for. */
  cashierLine: {
    table: 'by_cashier_line',
    from: 'line',
    keys: tillKeys,
    measures: { quantity: sold.quantity, amount_minor: sold.amount_minor },
  },
  tender: {
    table: 'by_tender',
    from: 'tender',
    keys: { business_date: day, store_id: store, channel, code: plain('f.code') },
    measures: amount,
  },
  tax: {
    table: 'by_tax',
    from: 'tax',
    keys: { business_date: day, store_id: store, channel, code: plain('f.code') },
    measures: amount,
  },
  /** What was taxed at which rate: where that was not told, all that the document came to before taxes; an empty rate was not told either. */
  taxRate: {
    table: 'by_tax_rate',
    from: 'tax',
    keys: {
      business_date: day,
      store_id: store,
      channel,
      kind: plain('d.kind'),
      code: plain('f.code'),
      rate: { type: 'text', sql: "coalesce(trim_scale(f.rate)::text, '')" },
    },
    measures: {
      base_minor: 'sum(coalesce(f.base_minor, d.subtotal_minor + d.delivery_minor))',
      amount_minor: amount.amount_minor,
    },
  },
  untaxed: {
    table: 'by_untaxed',
    from: 'document',
    where: 'd.untaxed_minor <> 0',
    keys: { business_date: day, store_id: store, channel, kind: plain('d.kind') },
    measures: { base_minor: 'sum(d.untaxed_minor)' },
  },
  productDay: {
    table: 'by_product',
    from: 'line',
    // Of single stores: all of them together are read from the next one.
    keys: { store_id: store, business_date: day, product_id: product, channel },
    measures: sold,
  },
  /** Of all stores together: what head office mostly asks, and a fraction of the rows. */
  productDayAll: {
    table: 'by_product_all',
    from: 'line',
    keys: { business_date: day, product_id: product, channel },
    measures: sold,
  },
  productMonthAll: {
    table: 'by_product_month_all',
    from: 'line',
    keys: { month, product_id: product, channel },
    measures: sold,
  },
  /** `month` is its first day. */
  productMonth: {
    table: 'by_product_month',
    from: 'line',
    keys: { store_id: store, month, product_id: product, channel },
    measures: sold,
  },
  /** Of now. */
  minute: {
    table: 'by_minute',
    from: 'document',
    where: `d.at > now() - interval '${minutesKept}'`,
    keys: { minute: { type: 'timestamptz', sql: "date_trunc('minute', d.at)" }, store_id: store, channel },
    measures: { sales: figures.sales, total_minor: figures.total_minor },
  },
  /** `source` as the event tells it; by whom it was rung up. */
  discount: {
    table: 'by_discount',
    from: 'discount',
    keys: {
      business_date: day,
      store_id: store,
      channel,
      source: plain('f.source'),
      reason: { type: 'text', sql: "coalesce(f.reason, '')" },
      cashier_id: cashier,
    },
    measures: amount,
  },
  /** An empty reason is one that was not told. */
  returnReason: {
    table: 'by_return_reason',
    from: 'document',
    where: "d.kind = 'return'",
    keys: {
      business_date: day,
      store_id: store,
      channel,
      reason: { type: 'text', sql: "coalesce(d.reason, '')" },
    },
    measures: {
      returns: 'count(*)',
      subtotal_minor: figures.subtotal_minor,
      total_minor: figures.total_minor,
    },
  },
  /** Of customers who are known: one row for each month in which they bought. */
  customerMonth: {
    table: 'by_customer_month',
    from: 'document',
    where: "d.customer_key is not null and d.kind = 'sale'",
    keys: { customer_key: plain('d.customer_key', 'uuid'), month, store_id: store, channel },
    measures: { sales: figures.sales, total_minor: figures.total_minor },
  },
  act: {
    table: 'by_act',
    from: 'act',
    keys: {
      business_date: day,
      store_id: store,
      // What is done at a till.
      channel: { type: 'text', sql: "'pos'" },
      cashier_id: cashier,
      kind: plain('d.kind'),
      reason: { type: 'text', sql: "coalesce(d.reason, '')" },
    },
    measures: { acts: 'count(*)', amount_minor: 'sum(d.amount_minor)' },
  },
} as const satisfies Record<string, Rollup>;

const measureNames = (measures: Readonly<Record<string, string>>): string[] => Object.keys(measures);

export function rollupTable(schema: string, { table, keys, measures }: Rollup): string {
  const columns = [
    ...Object.entries(keys).map(([name, { type }]) => `${name} ${type} not null`),
    ...measureNames(measures).map((name) => `${name} ${name === 'quantity' ? 'numeric' : 'bigint'} not null`),
    `primary key (${Object.keys(keys).join(', ')})`,
  ];
  return `create table if not exists ${schema}.${table} (${columns.join(', ')});`;
}

/** Columns of a whole document's figures, in the order of the tables. */
export const figureNames = Object.keys(figures) as (keyof typeof figures)[];

/** @param which of documents `d`: `d.document_id = any($1)`; all unless told. @returns one statement for all rollups of documents. */
export const addToRollups = (schema: string, which = 'true'): string =>
  addToAll(
    schema,
    Object.values(rollups).filter(({ from }) => from !== 'act'),
    which,
  );

/** Likewise of acts: `d.act_id = any($1)`. */
export const addActsToRollups = (schema: string, which = 'true'): string =>
  addToAll(schema, [rollups.act], which);

function addToAll(schema: string, these: readonly Rollup[], which: string): string {
  const parts = these.map((rollup) => `${rollup.table}_ as (${addTo(schema, rollup, which)})`);
  return `with ${parts.join(',\n')} select 1`;
}

export function addTo(schema: string, rollup: Rollup, which = 'true'): string {
  const target = `${schema}.${rollup.table}`;
  return `${fillFrom(schema, rollup, which)}
    on conflict (${Object.keys(rollup.keys).join(', ')}) do update set
    ${measureNames(rollup.measures)
      .map((name) => `${name} = ${target}.${name} + excluded.${name}`)
      .join(', ')}`;
}

/** From facts. @param parts the relation of a document's parts, where it is not their table. */
function fillFrom(
  schema: string,
  { table, from, where = 'true', keys, measures }: Rollup,
  which = 'true',
  parts = `${schema}.${from}`,
): string {
  const keyNames = Object.keys(keys);
  const places = keyNames.map((_, index) => index + 1).join(', ');
  const keysSql = Object.entries(keys).map(([name, { sql }]) => `${sql} as ${name}`);
  const isWhole = from === 'document' || from === 'act';
  const source = `${schema}.${isWhole ? from : 'document'} d ${isWhole ? '' : `join ${parts} f using (document_id)`}`;
  return `insert into ${schema}.${table} (${[...keyNames, ...measureNames(measures)].join(', ')})
    select ${[...keysSql, ...Object.values(measures)].join(', ')} from ${source} where ${where} and ${which}
    group by ${places} order by ${inTime(keyNames, keys.store_id?.sql)}`;
}

const moments: readonly string[] = ['business_date', 'month', 'slot', 'minute'];
/**
 * Rows of a day lie together, as they do when days are written as they come, and of a day those of a store: a period is then read from
 * few pages. Which store is first does not matter, and numbers are sorted in a fraction of the time of words.
 */
const inTime = (keyNames: readonly string[], storeSql: string | undefined): string =>
  [
    ...keyNames.flatMap((name, index) => (moments.includes(name) ? [index + 1] : [])),
    ...(storeSql ? [`hashtext(${storeSql})`] : []),
  ].join(', ');

/** Rollups that are sums of finer ones: of a document all keys of the finer one are the same but the product. */
const finerOf: Partial<Record<keyof typeof rollups, keyof typeof rollups>> = {
  dayAll: 'day',
  month: 'day',
  productDayAll: 'productDay',
  productMonth: 'productDay',
  productMonthAll: 'productDayAll',
};

/**
 * Statements that fill all of them, empty and perhaps without keys, from all facts: those that need each other in their order, the
 * longest list first.
 * @param repeated the rows that `repeatedTable` is for have been told: documents are then counted without being sorted.
 */
export function fillAll(schema: string, repeated = false): string[][] {
  const names = Object.keys(rollups) as (keyof typeof rollups)[];
  const fill = (name: keyof typeof rollups) => {
    const finer = finerOf[name];
    if (finer) return fillFromFiner(schema, rollups[name], rollups[finer]);
    const rollup: Rollup = rollups[name];
    if (!repeated || !isCoded(rollup.from)) return fillFrom(schema, rollup);
    if (!('documents' in rollup.measures)) return fillFrom(schema, rollup);
    const measures = { ...rollup.measures, documents: 'sum(f.documents)' };
    return fillFrom(schema, { ...rollup, measures }, 'true', countedParts(schema, rollup.from));
  };
  const families: readonly Rollup['from'][] = ['line', 'document', 'tax', 'tender', 'discount', 'act'];
  return families.map((from) => names.filter((name) => rollups[name].from === from).map(fill));
}

/** By which of their columns a rollup tells parts of a document apart. */
export const codeOf = { line: 'product_id', tax: 'code', tender: 'code' } as const;
const isCoded = (from: Rollup['from']): from is keyof typeof codeOf => from in codeOf;
/** A row for each part of a document that has the code of one before it: an article that was scanned twice. */
export const repeatedColumns = { part: 'text', document_id: 'text', code: 'text' };
export const repeatedTable = (schema: string): string => `${schema}.repeated`;

/** Each row is a document, but for those that repeat one: to tell documents apart by sorting costs several times the rest. */
const countedParts = (schema: string, from: keyof typeof codeOf): string => {
  const isLine = from === 'line';
  return `(select document_id, ${codeOf[from]}, amount_minor${isLine ? ', quantity' : ''}, 1 as documents from ${schema}.${from}
    union all select document_id, code, 0${isLine ? ', 0' : ''}, -1 from ${repeatedTable(schema)} where part = '${from}')`;
};

function fillFromFiner(schema: string, { table, keys, measures }: Rollup, finer: Rollup): string {
  const keyNames = Object.keys(keys);
  const keysSql = keyNames.map((name) => (name in finer.keys ? name : keys[name]?.sql.replace('d.', '')));
  const sums = measureNames(measures).map((name) => `sum(${name})`);
  return `insert into ${schema}.${table} (${[...keyNames, ...measureNames(measures)].join(', ')})
    select ${[...keysSql, ...sums].join(', ')} from ${schema}.${finer.table}
    group by ${keyNames.map((_, index) => index + 1).join(', ')} order by ${inTime(keyNames, keys.store_id && 'store_id')}`;
}

export const forgetMinutes = (schema: string): string =>
  `delete from ${schema}.${rollups.minute.table} where minute < now() - interval '${minutesKept}'`;
