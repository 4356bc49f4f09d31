/** What a composed report comes to, worked out of the documents one by one: the naive way, to compare with. */
import { type CustomReport, type Dimension, grainOf } from '../src/custom/api.ts';
import type { FactDocument } from '../src/facts/document.ts';
import { stores } from './sales.ts';

type Unit = Readonly<{ keys: Partial<Record<Dimension, string>>; values: Record<string, number> }>;

const weekdayOf = (day: string) => ((new Date(day).getUTCDay() + 6) % 7) + 1;
const mondayOf = (day: string) =>
  new Date(Date.parse(day) - (weekdayOf(day) - 1) * 86_400_000).toISOString().slice(0, 10);

const hourOf = ({ storeId, at }: FactDocument) =>
  new Intl.DateTimeFormat('en-CA', {
    hour: '2-digit',
    hourCycle: 'h23',
    timeZone: stores.find(({ id }) => id === storeId)?.timeZone ?? 'America/Toronto',
  }).format(new Date(at));

function unitsOf(one: FactDocument, grain: string, categoryOf: (productId: string) => string): Unit[] {
  const keys: Unit['keys'] = {
    day: one.businessDate,
    week: mondayOf(one.businessDate),
    month: `${one.businessDate.slice(0, 7)}-01`,
    weekday: String(weekdayOf(one.businessDate)),
    hour: hourOf(one),
    ...{ store: one.storeId, channel: one.channel, kind: one.kind },
    ...{ register: one.registerId ?? '', cashier: one.cashierId ?? '' },
  };
  const taxMinor = one.taxes.reduce((all, tax) => all + tax.amountMinor, 0);
  if (grain === 'document')
    return [
      {
        keys,
        values: {
          ...{ sales: one.kind === 'sale' ? 1 : 0, returns: one.kind === 'return' ? 1 : 0, taxMinor },
          ...{
            totalMinor: one.totalMinor,
            subtotalMinor: one.subtotalMinor,
            discountMinor: one.discountMinor,
          },
          ...{ deliveryMinor: one.deliveryMinor, roundingMinor: one.roundingMinor },
        },
      },
    ];
  if (grain === 'line')
    return one.lines.map(({ productId, quantity, amountMinor }) => ({
      keys: { ...keys, product: productId, category: categoryOf(productId) },
      values: { quantity: Number(quantity), amountMinor },
    }));
  if (grain === 'tender')
    return one.tenders.map(({ code, amountMinor }) => ({
      keys: { ...keys, tender: code },
      values: { paidMinor: amountMinor },
    }));
  return one.taxes.map(({ code, amountMinor }) => ({
    keys: { ...keys, tax: code },
    values: { chargedMinor: amountMinor },
  }));
}

/** @returns the sums of each group, by the group's keys as JSON. */
export function naiveSums(
  documents: readonly FactDocument[],
  { measures, dimensions, filters }: CustomReport,
  categoryOf: (productId: string) => string,
): Map<string, number[]> {
  const grain = grainOf(measures[0] ?? 'sales');
  const sums = new Map<string, number[]>();
  for (const unit of documents.flatMap((one) => unitsOf(one, grain, categoryOf))) {
    const isWanted = Object.entries(filters).every(([name, values]) =>
      values.includes(unit.keys[name as Dimension] ?? ''),
    );
    if (!isWanted) continue;
    const key = JSON.stringify(dimensions.map((name) => unit.keys[name]));
    const known = sums.get(key) ?? measures.map(() => 0);
    sums.set(
      key,
      known.map((value, at) => value + (unit.values[measures[at] ?? ''] ?? 0)),
    );
  }
  return sums;
}
