/** The archive of Zs: what each register's shifts came to when they were closed, as Sales keeps them. */
import { closingsTold } from '@comptoir/service-kit/totals';
import { column, held, type Read, totalsOf } from '../jobs/read.ts';
import { askOwner } from '../reconciliation/ask.ts';

export const readClosings: Read = async (database, { request: { language }, scope, sales }, { from, to }) => {
  const { items } = await askOwner(sales, `/internal/sales/closings?from=${from}&to=${to}`, closingsTold);
  const names = new Map(
    (
      await database.query<{ location_id: string; name: string }>('select location_id, name from location')
    ).map(({ location_id, name }) => [location_id, name]),
  );
  const columns = [
    column(language, 'businessDate', 'day', 'date'),
    column(language, 'store', 'store', 'text'),
    column(language, 'register', 'register', 'text'),
    column(language, 'zNumber', 'zNumber', 'text'),
    column(language, 'closedAt', 'time', 'text'),
    column(language, 'sales', 'sales', 'integer'),
    column(language, 'totalMinor', 'total', 'money'),
    column(language, 'returns', 'returns', 'integer'),
    column(language, 'returnedMinor', 'returned', 'money'),
    column(language, 'overShortMinor', 'overShort', 'money'),
    column(language, 'perpetualTotalMinor', 'perpetualTotal', 'money'),
  ] as const;
  const own = items.filter(({ storeId }) => scope.storeIds === null || scope.storeIds.includes(storeId));
  const rows = own.map((one) => [
    one.businessDate,
    names.get(one.storeId) ?? one.storeId,
    one.register,
    String(one.zNumber),
    one.at,
    one.sales,
    one.totalMinor,
    one.returns,
    one.returnedMinor,
    one.overShortMinor,
    one.perpetualTotalMinor,
  ]);
  // A register's lifetime total is not to be added to another's.
  const totals = totalsOf(language, columns, rows).map((cell, at) =>
    at === columns.length - 1 ? null : cell,
  );
  const dayOf = ({ storeId, register, businessDate }: (typeof own)[number]) =>
    `${storeId} ${register} ${businessDate}`;
  const closings = new Map<string, number>();
  for (const one of own) closings.set(dayOf(one), (closings.get(dayOf(one)) ?? 0) + 1);
  // A register that was closed twice on a day: which of its documents are of which shift, nobody tells here.
  const behind = own.map((one) =>
    !one.registerId || closings.get(dayOf(one)) !== 1
      ? null
      : { from: one.businessDate, to: one.businessDate, storeId: one.storeId, registerId: one.registerId },
  );
  return held(language, columns, rows, { totals, behind });
};
