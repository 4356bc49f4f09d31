/** What may be promised, while nobody else can promise it. */
import type { Tx } from '@comptoir/service-kit';
import { quantityText, thousandths } from '../stock.ts';
import type { ChangedBalance } from '../store/level.ts';
import { type Line, lockBalances } from '../store/reservations.ts';
import type { WebSource } from '../store/sourcing.ts';
import type { Free, Held } from './allocate.ts';
import { nearestFirst } from './nearest.ts';

type Shelves = Readonly<{
  /** As they were locked. */
  balances: readonly ChangedBalance[];
  free: Free;
  /** What is held from now on, or no longer: signed, as `difference` tells it. */
  move(changes: readonly Held[]): void;
}>;

/** The balances of all that is named, wherever it serves the web, stay locked until the transaction ends. */
export async function lockShelves(
  tx: Tx,
  lines: readonly Readonly<{ productId: string; locationId?: string | undefined }>[],
  sources: readonly WebSource[],
): Promise<Shelves> {
  const named = lines.flatMap(({ locationId }) => locationId ?? []);
  const web = sources.map((at) => at.locationId);
  const balances = await lockBalances(
    tx,
    [...new Set([...web, ...named])],
    [...new Set(lines.map((l) => l.productId))],
  );
  const left = new Map(
    balances.map(({ onHand, reserved, safety, ...at }) => [
      keyOf(at),
      thousandths(onHand) - thousandths(reserved) - thousandths(safety),
    ]),
  );
  return {
    balances,
    free: (locationId, productId) => {
      const there = left.get(keyOf({ locationId, productId })) ?? 0n;
      return there > 0n ? there : 0n;
    },
    move: (changes) => {
      for (const { quantity, ...at } of changes) left.set(keyOf(at), (left.get(keyOf(at)) ?? 0n) - quantity);
    },
  };
}

/** @param shipTo a postal code: the nearest location is preferred, whatever its kind. */
export const preferred = (sources: readonly WebSource[], shipTo?: string): string[] =>
  (shipTo === undefined ? sources : nearestFirst(sources, shipTo)).map((at) => at.locationId);

const keyOf = ({ locationId, productId }: Pick<Held, 'locationId' | 'productId'>) =>
  `${locationId}\n${productId}`;

export const inThousandths = <L extends Readonly<{ quantity: string }>>(line: L) => ({
  ...line,
  quantity: thousandths(line.quantity),
});
export const inText = (held: Held): Line => ({ ...held, quantity: quantityText(held.quantity) });
