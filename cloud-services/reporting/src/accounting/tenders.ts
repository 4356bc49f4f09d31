/** How customers paid and were paid back, by store and means. */
import { column, documentsAsked, held, type Read, storeName } from '../jobs/read.ts';
import { sayCode } from '../jobs/words.ts';
import { scopeParameters } from '../reports/scope.ts';
import { liveFacts } from '../store/record.ts';

type Row = {
  store_id: string;
  store: string;
  code: string;
  documents: string;
  received: string;
  given: string;
};

export const readTenders: Read = async (database, { request: { language }, scope }, { from, to }) => {
  const found = await database.query<Row>(
    `select store_id, ${storeName} as store, t.code, count(distinct d.document_id) as documents,
       coalesce(sum(t.amount_minor) filter (where d.kind = 'sale'), 0)::bigint as received,
       coalesce(sum(t.amount_minor) filter (where d.kind = 'return'), 0)::bigint as given
     from ${liveFacts}.document d join ${liveFacts}.tender t using (document_id)
     left join location l on l.location_id = d.store_id where ${documentsAsked}
     group by store_id, l.name, t.code order by 1, store_id, t.code`,
    [...scopeParameters(scope), from, to],
  );
  const columns = [
    column(language, 'store', 'store', 'text'),
    column(language, 'tender', 'tender', 'text'),
    column(language, 'documents', 'documents', 'integer'),
    column(language, 'receivedMinor', 'received', 'money'),
    column(language, 'givenMinor', 'given', 'money'),
    column(language, 'amountMinor', 'amount', 'money'),
  ] as const;
  const rows = found.map(({ store, code, documents, received, given }) => [
    store,
    sayCode(language, code),
    Number(documents),
    Number(received),
    Number(given),
    Number(received) + Number(given),
  ]);
  const behind = found.map(({ store_id: storeId, code: tender }) => ({ from, to, storeId, tender }));
  return held(language, columns, rows, { behind });
};
