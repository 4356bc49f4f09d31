/** Which documents stand behind a row of a composed report, as GET /documents is asked. Pure. */
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import type { Behind } from '../api.ts';
import type { Period } from '../facts/period.ts';
import type { CustomReport, Dimension } from './api.ts';

type Narrowing = (key: string, period: Period) => Behind | null;

const within = (of: Period, { from, to }: Period): Behind => ({
  from: of.from > from ? of.from : from,
  to: of.to < to ? of.to : to,
});
/** An empty key is no cashier, no category: what is not told cannot be asked for. */
const told =
  (name: string): Narrowing =>
  (key) =>
    key === '' ? null : { [name]: key };

const narrowings: Readonly<Record<Dimension, Narrowing>> = {
  day: (key) => ({ from: key, to: key }),
  week: (key, period) => within({ from: key, to: dayAfter(key, 6) }, period),
  month: (key, period) =>
    within({ from: key, to: dayAfter(`${dayAfter(key, 31).slice(0, 8)}01`, -1) }, period),
  weekday: () => null,
  hour: (key) => ({ hour: String(Number(key)) }),
  store: told('storeId'),
  channel: told('channel'),
  kind: told('kind'),
  register: told('registerId'),
  cashier: told('cashierId'),
  category: told('categoryId'),
  product: told('productId'),
  tender: told('tender'),
  tax: told('tax'),
};

/** @returns null where no list of documents is what the row sums. */
export function behindOf(
  { dimensions, filters }: Pick<CustomReport, 'dimensions' | 'filters'>,
  keys: readonly string[],
  period: Period,
): Behind | null {
  const asked: (readonly [Dimension, string])[] = dimensions.map((name, at) => [name, keys[at] ?? '']);
  for (const [name, values] of Object.entries(filters) as [Dimension, readonly string[]][]) {
    if (dimensions.includes(name)) continue;
    const [only, ...others] = values;
    if (only === undefined || others.length > 0) return null;
    asked.push([name, only]);
  }
  const { from, to } = period;
  let behind: Behind = { from, to };
  for (const [name, key] of asked) {
    const part = narrowings[name](key, { from: behind.from ?? from, to: behind.to ?? to });
    if (!part) return null;
    behind = { ...behind, ...part };
  }
  return behind;
}
