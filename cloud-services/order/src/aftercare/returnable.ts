/** What of an order may come back to a store, told to the store's till: all that it needs to say what goes back, and how. */
import { problem } from '@comptoir/service-kit';
import type { ReturnableOrder } from '@comptoir/sync-protocol/wire/order-returns';
import { returnKey } from '../follow-on/give-back.ts';
import type { FrozenCart } from '../neighbours/cart.ts';
import { preparationsOf, toCome } from '../preparations/preparations.ts';
import { allOf, basesOf, type Left, paidInPoints, type RefundParts } from '../refunds.ts';
import { announcedForExchange, type Order } from '../store/orders.ts';
import { leftToGive, paymentOf, refundsOf } from '../store/payments.ts';
import type { Reader } from '../store/reader.ts';
import { returnsOf } from '../store/returns.ts';
import { leftOfLine } from './change.ts';
import { refundIdOf } from './move.ts';
import { decimal, type Quantity, sumOfLine } from './removed.ts';
import { checkHandedOver } from './returns.ts';

/** @throws Problem 409 `not-handed-over`, `return-too-late`, `exchange-open`, `nothing-left`. */
export async function returnableOf(from: Reader, order: Order, timeZone: string): Promise<ReturnableOrder> {
  const given = (await refundsOf(from, order.id)).filter(({ state }) => state !== 'failed');
  const waiting = toCome(preparationsOf(order));
  const gone = [...given.flatMap((refund) => refund.lines), ...waiting];
  if (order.frozen.lines.every(({ lineId }) => leftOfLine(order, gone, lineId) <= 0)) throw nothingLeft();
  await checkHandedOver(from, order, timeZone);
  if ((await announcedForExchange(from, order.id)).length > 0) throw exchangeOpen();
  const left = leftToGive(await paymentOf(from, order.id), order.giftCard, given);
  const atStores = (await returnsOf(from, order.id)).filter(({ store }) => store !== null);
  const idOf = new Map(atStores.map(({ id }) => [refundIdOf(order.id, returnKey(id)), id]));
  return tellReturnable(
    order,
    given.map((refund) => ({ ...refund, id: idOf.get(refund.id) ?? refund.id })),
    left,
    waiting,
  );
}

type Told = Pick<
  Order,
  'id' | 'number' | 'language' | 'currency' | 'confirmedAt' | 'createdAt' | 'giftCard'
> &
  Readonly<{ frozen: Pick<FrozenCart, 'lines' | 'priced' | 'points'> }>;
type Given = RefundParts & Readonly<{ id: string }>;

/**
 * Pure.
 * @param given what went back, a return at a store by its own id. @param left of the money, after all that.
 * @param waiting what has not left yet.
 */
export function tellReturnable(
  order: Told,
  given: readonly Given[],
  left: Left,
  waiting: readonly Quantity[],
): ReturnableOrder {
  const { amountMinor: returnedMinor, points: returnedPoints, deliveryMinor } = allOf(given);
  const { priced, lines } = order.frozen;
  return {
    ...{ orderId: order.id, number: order.number, language: order.language, currency: order.currency },
    confirmedAt: (order.confirmedAt ?? order.createdAt).toISOString(),
    // As Order reckons: what a line costs is without its taxes.
    taxMode: 'added-per-invoice',
    lines: lines.map(({ lineId, productId, sku, names: name, soldBy, quantity, amountMinor }, index) => ({
      ...{ position: index + 1, productId, sku, name, soldBy, quantity, amountMinor },
      toComeQuantity: decimal(sumOfLine(waiting, lineId)),
      taxes: (priced.lines.find(({ id }) => id === lineId)?.taxes ?? []).map(({ code, rate }) => ({
        ...{ code, rate },
      })),
    })),
    taxes: priced.taxes.map((tax) => {
      const soldMinor = tax.baseMinor - basesOf(order.frozen, tax)({ lines, deliveryMinor: 0 });
      return { ...tax, beside: { soldMinor, returnedMinor: soldMinor > 0 ? deliveryMinor : 0 } };
    }),
    paid: {
      ...paidInPoints(order.frozen),
      ...{ returnedMinor, returnedPoints, cardMinor: left.cardMinor, besideMinor: left.giftMinor },
      beside: besideOf(order),
    },
    returns: given.map((refund) => earlierOf(order, refund)),
  };
}

function besideOf({ giftCard }: Told): ReturnableOrder['paid']['beside'] {
  if (giftCard === null) return null;
  return giftCard.kind === 'exchange'
    ? { kind: 'exchange' }
    : { kind: giftCard.kind ?? 'gift-card', last4: giftCard.last4 };
}

function earlierOf(order: Told, refund: Given): ReturnableOrder['returns'][number] {
  const positions = new Map(order.frozen.lines.map(({ lineId }, index) => [lineId, index + 1]));
  return {
    returnId: refund.id,
    lines: refund.lines.flatMap(({ lineId, quantity, amountMinor }) => {
      const position = positions.get(lineId);
      return position === undefined ? [] : [{ position, quantity, amountMinor }];
    }),
    taxes: refund.taxes.flatMap(({ code, amountMinor, ...told }) => {
      const tax = order.frozen.priced.taxes.find(
        (one) => one.code === code && (told.rate ?? one.rate) === one.rate,
      );
      if (!tax) return [];
      const baseMinor = basesOf(order.frozen, tax)({ lines: refund.lines, deliveryMinor: 0 });
      return [{ code, rate: tax.rate, baseMinor, amountMinor }];
    }),
  };
}

const nothingLeft = () =>
  problem(
    409,
    'nothing-left',
    'Nothing of this order is left to return',
    'All of it came back, or was refunded.',
  );
const exchangeOpen = () =>
  problem(
    409,
    'exchange-open',
    'Goods of this order are announced for an exchange',
    'They come back as announced, or head office calls the exchange off first.',
  );
