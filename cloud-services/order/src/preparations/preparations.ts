/**
 * What each place has to send of an order. Pure: quantities are decimals, reckoned in thousandths. Most orders lie at one place, which has them
 * whole and is where the order itself is: only of those that several places send each part is kept (ADR 0086).
 */
import type { OrderStatus } from '@comptoir/service-kit/events/order';
import { decimal, type Quantity, remainingLines, sumOfLine, thousandths } from '../aftercare/removed.ts';
import type { Order } from '../store/orders.ts';
import type { OfProduct, Preparation, PreparationState } from './preparation.ts';

type Kept = Pick<Order, 'status' | 'locationId' | 'preparations' | 'frozen' | 'removed'>;

const stateOf: Readonly<Record<OrderStatus, PreparationState>> = {
  pending: 'to-prepare',
  confirmed: 'to-prepare',
  preparing: 'to-prepare',
  'ready-to-collect': 'packed',
  shipped: 'handed-over',
  collected: 'handed-over',
  delivered: 'delivered',
  returned: 'delivered',
  cancelled: 'called-off',
};

/** @returns none before anybody holds it; one for an order of before they were kept. */
export function preparationsOf(order: Kept): Preparation[] {
  const kept = order.preparations ?? [];
  if (order.status === 'cancelled' || order.status === 'returned')
    return (kept.length > 0 ? kept : whole(order)).map((one) => ({ ...one, state: stateOf[order.status] }));
  if (kept.length > 1) return [...kept];
  return whole(order).map((one) => ({ ...one, ...kept[0], state: wholeState(order, kept[0]) }));
}

/** Who has it all is where the order is; only that it is packed is told by the place itself. */
const wholeState = ({ status }: Kept, told: Preparation | undefined): PreparationState =>
  status === 'preparing' && told?.state === 'packed' ? 'packed' : stateOf[status];

const whole = (order: Kept): Preparation[] =>
  order.locationId === null
    ? []
    : [{ locationId: order.locationId, state: 'to-prepare', lines: remainingLines(order).map(quantityOf) }];

const quantityOf = ({ lineId, quantity }: Quantity): Quantity => ({ lineId, quantity });

export const isSplit = ({ preparations }: Pick<Order, 'preparations'>): boolean =>
  (preparations?.length ?? 0) > 1;

/** That have something to do with it. */
export const placesOf = (order: Pick<Order, 'locationId' | 'preparations'>): string[] => [
  ...new Set([order.locationId ?? [], (order.preparations ?? []).map((one) => one.locationId)].flat()),
];

type Line = Readonly<{ lineId: string; productId: string; quantity: string }>;
type Held = OfProduct & Readonly<{ locationId: string }>;

/**
 * Which place sends which lines, from where Inventory holds the products.
 * @returns the place first of which something is held first; its lines in the order of the order's; the sum of a line over places is the line.
 */
export function sharedOut(lines: readonly Line[], held: readonly Held[]): Preparation[] {
  const left = new Map(lines.map(({ lineId, quantity }) => [lineId, thousandths(quantity)]));
  const taken = new Map<string, Quantity[]>();
  for (const { locationId, productId, quantity } of held) {
    let open = thousandths(quantity);
    const here = taken.get(locationId) ?? [];
    for (const { lineId, productId: wanted } of lines) {
      const part = wanted === productId ? Math.min(open, left.get(lineId) ?? 0) : 0;
      if (part === 0) continue;
      here.push({ lineId, quantity: decimal(part) });
      left.set(lineId, (left.get(lineId) ?? 0) - part);
      open -= part;
    }
    taken.set(locationId, here);
  }
  const rank = new Map(lines.map(({ lineId }, at) => [lineId, at]));
  return [...taken]
    .filter(([, parts]) => parts.length > 0)
    .map(([locationId, parts]) => ({
      ...{ locationId, state: 'to-prepare' as const },
      lines: parts.toSorted((a, b) => (rank.get(a.lineId) ?? 0) - (rank.get(b.lineId) ?? 0)),
    }));
}

/** Fewer of some lines, taken from the last place first, so that there are perhaps fewer parcels. Assumes that nothing is packed. */
export function without(preparations: readonly Preparation[], removed: readonly Quantity[]): Preparation[] {
  const open = new Map(removed.map(({ lineId }) => [lineId, sumOfLine(removed, lineId)]));
  return preparations
    .toReversed()
    .map((one) => ({
      ...one,
      lines: one.lines.flatMap(({ lineId, quantity }) => {
        const less = Math.min(open.get(lineId) ?? 0, thousandths(quantity));
        open.set(lineId, (open.get(lineId) ?? 0) - less);
        const kept = thousandths(quantity) - less;
        return kept > 0 ? [{ lineId, quantity: decimal(kept) }] : [];
      }),
    }))
    .filter(({ lines }) => lines.length > 0)
    .toReversed();
}

/** Not called off: those of which a parcel comes, in the order in which they are counted. */
const live = (preparations: readonly Preparation[]) =>
  preparations.filter(({ state }) => state !== 'called-off');

/** Which of how many parcels it is, as people count them; null: there is one alone, or none from there. */
export function parcelOf(
  preparations: readonly Preparation[],
  locationId: string,
): Readonly<{ number: number; of: number }> | null {
  const all = live(preparations);
  const at = all.findIndex((one) => one.locationId === locationId);
  return at < 0 || preparations.length < 2 || all.length < 2 ? null : { number: at + 1, of: all.length };
}

const gone: ReadonlySet<PreparationState> = new Set(['handed-over', 'delivered']);
export const hasLeft = ({ state }: Preparation): boolean => gone.has(state);
export const isWaiting = ({ state }: Preparation): boolean => state === 'to-prepare' || state === 'packed';

/** Of an order that is partly on its way, what of each line has not left and still comes: it cannot come back yet. */
export const toCome = (preparations: readonly Preparation[]): Quantity[] =>
  isPartlyShipped(preparations) ? preparations.filter(isWaiting).flatMap(lessMissing) : [];

/** What a place sends of its lines. */
export const lessMissing = ({ lines, missing = [] }: Preparation): Quantity[] =>
  lines.flatMap(({ lineId, quantity }) => {
    const left = thousandths(quantity) - sumOfLine(missing, lineId);
    return left > 0 ? [{ lineId, quantity: decimal(left) }] : [];
  });

export const isPartlyShipped = (preparations: readonly Preparation[]): boolean =>
  preparations.some(hasLeft) && preparations.some(isWaiting);

/** What one place may do next; forbidden moves are what is not here. */
const moves: Readonly<Record<PreparationState, readonly PreparationState[]>> = {
  'to-prepare': ['packed', 'handed-over', 'called-off'],
  packed: ['handed-over', 'called-off'],
  'handed-over': ['delivered'],
  delivered: [],
  'called-off': [],
};
export const mayBecome = (from: PreparationState, to: PreparationState): boolean => moves[from].includes(to);

/**
 * Where an order is of which several places send parts: as far as the last of them that sends anything.
 * @param before it does not go back: somebody may have begun before any place has packed.
 */
export function statusOf(before: OrderStatus, preparations: readonly Preparation[]): OrderStatus {
  const all = live(preparations);
  if (all.length === 0) return 'cancelled';
  if (all.every(({ state }) => state === 'delivered')) return 'delivered';
  if (all.every(hasLeft)) return 'shipped';
  return all.some(({ state }) => state !== 'to-prepare') ? 'preparing' : before;
}
