/**
 * What is owed to whom: by store, tax and rate, what was taxed and the tax, of sales and of what came back; and what no tax was on, which
 * is zero-rated or exempt (the facts do not say which).
 */
import { untaxed } from '../documents/api.ts';
import { column, held, type Read, storeName, totalsOf } from '../jobs/read.ts';
import { say, sayCode } from '../jobs/words.ts';
import { inScope, scopeParameters } from '../reports/scope.ts';
import { liveFacts } from '../store/record.ts';

type Row = {
  store_id: string;
  store: string;
  code: string | null;
  rate: string;
  sold_base: string;
  sold_tax: string;
  back_base: string;
  back_tax: string;
};

const isAsked = `business_date between $3::date and $4::date and ${inScope}`;

export const readTaxReturn: Read = async (database, { request: { language }, scope }, { from, to }) => {
  const found = await database.query<Row>(
    `with part as (
       select store_id, kind, code, rate, base_minor, amount_minor from ${liveFacts}.by_tax_rate where ${isAsked}
       union all select store_id, kind, null, '', base_minor, 0 from ${liveFacts}.by_untaxed where ${isAsked}
     )
     select store_id, ${storeName} as store, part.code, rate,
       coalesce(sum(base_minor) filter (where part.kind = 'sale'), 0)::bigint as sold_base,
       coalesce(sum(amount_minor) filter (where part.kind = 'sale'), 0)::bigint as sold_tax,
       coalesce(sum(base_minor) filter (where part.kind = 'return'), 0)::bigint as back_base,
       coalesce(sum(amount_minor) filter (where part.kind = 'return'), 0)::bigint as back_tax
     from part left join location l on l.location_id = store_id
     group by store_id, l.name, part.code, rate order by 2, store_id, part.code nulls last, nullif(rate, '')::numeric`,
    [...scopeParameters(scope), from, to],
  );
  const columns = [
    column(language, 'store', 'store', 'text'),
    column(language, 'tax', 'tax', 'text'),
    column(language, 'rate', 'rate', 'quantity'),
    column(language, 'soldBaseMinor', 'soldBase', 'money'),
    column(language, 'soldTaxMinor', 'soldTax', 'money'),
    column(language, 'backBaseMinor', 'backBase', 'money'),
    column(language, 'backTaxMinor', 'backTax', 'money'),
    column(language, 'taxMinor', 'owedTax', 'money'),
  ] as const;
  const rows = found.map((row) => [
    row.store,
    row.code === null ? say(language, 'untaxed') : sayCode(language, row.code),
    row.rate === '' ? null : row.rate,
    Number(row.sold_base),
    Number(row.sold_tax),
    Number(row.back_base),
    Number(row.back_tax),
    Number(row.sold_tax) + Number(row.back_tax),
  ]);
  // Bases of two taxes on the same goods do not add up to anything.
  const totals = totalsOf(language, columns, rows).map((cell, at) => (at === 3 || at === 5 ? null : cell));
  const behind = found.map(({ store_id: storeId, code, rate: taxRate }) => ({
    ...{ from, to, storeId },
    ...(code === null ? { tax: untaxed } : { tax: code, taxRate }),
  }));
  return held(language, columns, rows, { totals, behind });
};
