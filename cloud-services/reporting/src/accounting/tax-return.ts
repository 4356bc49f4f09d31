/**
 * What is owed to whom: by store, tax and rate, what was taxed and the tax, of sales and of what came back; and what no tax was on, which
 * is zero-rated or exempt (the facts do not say which). Where a base was not told (a refund of the shop, an older till), it is the whole
 * document before taxes.
 */
import { column, documentsAsked, held, type Read, storeName, totalsOf } from '../jobs/read.ts';
import { say, sayCode } from '../jobs/words.ts';
import { scopeParameters } from '../reports/scope.ts';
import { liveFacts } from '../store/record.ts';

type Row = {
  store_id: string;
  store: string;
  code: string | null;
  rate: string | null;
  sold_base: string;
  sold_tax: string;
  back_base: string;
  back_tax: string;
};

export const readTaxReturn: Read = async (database, { request: { language }, scope }, { from, to }) => {
  const found = await database.query<Row>(
    `with doc as (
       select d.document_id, d.kind, d.store_id, d.subtotal_minor + d.delivery_minor as net
       from ${liveFacts}.document d where ${documentsAsked}
     ), taxed as (
       select doc.document_id, doc.kind, doc.store_id, doc.net, t.code, t.rate, t.amount_minor as tax,
         coalesce(t.base_minor, doc.net) as base
       from doc join ${liveFacts}.tax t using (document_id)
     ), rest as (
       -- Two taxes are on the same goods: the widest base of a document is what was taxed at all.
       select doc.kind, doc.store_id, doc.net - coalesce(widest.base, 0) as base
       from doc left join (
         select document_id, case when min(net) < 0 then min(base) else max(base) end as base from taxed group by 1
       ) widest using (document_id)
     ), part as (
       select kind, store_id, code, rate, base, tax from taxed
       union all select kind, store_id, null, null, base, 0 from rest where base <> 0
     )
     select store_id, ${storeName} as store, part.code, trim_scale(part.rate)::text as rate,
       coalesce(sum(base) filter (where part.kind = 'sale'), 0)::bigint as sold_base,
       coalesce(sum(tax) filter (where part.kind = 'sale'), 0)::bigint as sold_tax,
       coalesce(sum(base) filter (where part.kind = 'return'), 0)::bigint as back_base,
       coalesce(sum(tax) filter (where part.kind = 'return'), 0)::bigint as back_tax
     from part left join location l on l.location_id = store_id
     group by store_id, l.name, part.code, part.rate order by 1, store_id, part.code nulls last, part.rate`,
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
    row.rate,
    Number(row.sold_base),
    Number(row.sold_tax),
    Number(row.back_base),
    Number(row.back_tax),
    Number(row.sold_tax) + Number(row.back_tax),
  ]);
  // Bases of two taxes on the same goods do not add up to anything.
  const totals = totalsOf(language, columns, rows).map((cell, at) => (at === 3 || at === 5 ? null : cell));
  // A rate is no narrowing: a tax has one at a time.
  const behind = found.map(({ store_id: storeId, code: tax }) =>
    tax === null ? null : { from, to, storeId, tax },
  );
  return held(language, columns, rows, { totals, behind });
};
