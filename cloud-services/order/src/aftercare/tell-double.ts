/** What came back beyond what is left of an order is told to Sales, which tells the stores that took part and head office. */
import { share } from '@comptoir/pricing/returns/share';
import type { OrderDoubles } from '@comptoir/service-kit/order-doubles';
import { returnNumber } from '@comptoir/sync-protocol/ids/return-number';
import type { OrderParts } from '../parts.ts';
import type { Order } from '../store/orders.ts';
import type { Owed } from '../store/owed.ts';
import { type Return, returnsOf } from '../store/returns.ts';
import { decimal, sumOfLine, thousandths } from './removed.ts';

/** Told again, it is the same. */
export async function tellDouble({ database, doubles }: OrderParts, { key }: Owed, order: Order) {
  const returns = await returnsOf(database, order.id);
  const twice = returns.find(({ id }) => id === key);
  if (twice) await doubles.tell(order.id, doublesOf(order, returns, twice));
  return {};
}

/** @param twice whose excess is told, with all that came of those lines. */
function doublesOf(order: Order, returns: readonly Return[], twice: Return): OrderDoubles {
  const excess = returns.flatMap((one) => one.excess);
  return {
    ...{ number: order.number, currency: order.currency },
    lines: order.frozen.lines.flatMap(({ lineId, names, quantity, amountMinor }, index) => {
      if (sumOfLine(twice.excess, lineId) === 0) return [];
      const [sold, beyond] = [thousandths(quantity), sumOfLine(excess, lineId)];
      return {
        ...{ position: index + 1, name: names, sold: quantity, returned: decimal(sold + beyond) },
        excessMinor: share(amountMinor, BigInt(beyond), BigInt(sold)),
        returns: returns
          .filter(
            ({ state, lines, excess }) =>
              state === 'received' && sumOfLine([...lines, ...excess], lineId) > 0,
          )
          .map(({ id, store, at }) => ({
            receiptNumber: returnNumber(id),
            storeId: store?.id ?? order.locationId ?? '',
            completedAt: at.toISOString(),
          })),
      };
    }),
  };
}
