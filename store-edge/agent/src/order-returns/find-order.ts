/** An order of the shop whose goods come back here, by what its customer shows. Head office alone knows it. Source: docs/adr/0080. */
import { afterGiving } from '@comptoir/pricing/returns/ways-back';
import { parseCollectProof } from '@comptoir/sync-protocol/ids/collect-proof';
import { parseOrderNumber } from '@comptoir/sync-protocol/ids/order-number';
import { type ReturnableOrder, returnableOrder } from '@comptoir/sync-protocol/wire/order-returns';
import type { EarlierReturn } from '@comptoir/sync-protocol/wire/receipts';
import { type Problem, problem } from '../problem.ts';
import type { ReturnableSale } from '../returns/api.ts';
import { nothingBack, withEarlier } from '../returns/sold-sale.ts';
import type { AskHeadOffice } from '../sync-port.ts';

/** Its number in any case and spacing, or what its code to collect says. Undefined: it is no order's. */
export const orderNumberIn = (text: string): string | undefined =>
  parseOrderNumber(parseCollectProof(text.trim())?.number ?? text);

/** The line may fall while goods are on the counter: for so long, what head office said last is believed. */
const rememberedMs = 10 * 60_000;
const rememberedMax = 20;

type FinderDeps = Readonly<{
  askHeadOffice: AskHeadOffice;
  /** What this store took back of it. */
  takenHere: (orderId: string) => readonly EarlierReturn[];
  now: () => Date;
}>;

export function orderFinder({ askHeadOffice, takenHere, now }: FinderDeps) {
  const remembered = new Map<string, Readonly<{ order: ReturnableOrder; atMs: number }>>();

  function remember(order: ReturnableOrder): void {
    remembered.delete(order.number);
    remembered.set(order.number, { order, atMs: now().getTime() });
    for (const [oldest] of remembered) if (remembered.size > rememberedMax) remembered.delete(oldest);
  }

  function lastTold(number: string): ReturnableOrder | undefined {
    const known = remembered.get(number);
    return known && now().getTime() - known.atMs < rememberedMs ? known.order : undefined;
  }

  return async (number: string): Promise<ReturnableSale | Problem> => {
    const answer = await askHeadOffice('GET', `orders/${number}/returnable`);
    if (answer.is === 'problem') {
      remembered.delete(number);
      return whyNot(answer.type, answer.members);
    }
    const told = answer.is === 'ok' ? returnableOrder.safeParse(answer.body).data : undefined;
    if (told) remember(told);
    const order = told ?? lastTold(number);
    return order ? saleOf(order, takenHere(order.orderId)) : headOfficeAway();
  };
}

/** As any sale that comes back; what head office has not heard of yet has gone back too. */
function saleOf(order: ReturnableOrder, here: readonly EarlierReturn[]): ReturnableSale {
  const { orderId, number, confirmedAt, language, currency, taxMode, returns } = order;
  const heard = new Set(returns.map(({ returnId }) => returnId));
  const unheard = here.filter(({ returnId }) => !heard.has(returnId));
  const sold = {
    ...{ saleId: orderId, receiptNumber: number, known: 'order' as const, soldAt: confirmedAt },
    ...{ language, currency, taxMode, payments: [] },
    lines: order.lines.map((line) => ({ ...line, ...nothingBack })),
    taxes: order.taxes.map((tax) => ({ ...tax, returnedBaseMinor: 0, returnedMinor: 0 })),
    paid: { ...afterGiving(order.paid, worthOf(unheard)), beside: order.paid.beside },
  };
  return withEarlier(sold, [...returns, ...unheard], true);
}

const worthOf = (returns: readonly EarlierReturn[]): number =>
  returns
    .flatMap(({ lines, taxes }) => [...lines, ...taxes])
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);

function whyNot(type: string, members: Readonly<Record<string, unknown>>): Problem {
  switch (type) {
    case 'unknown-order':
      return problem(404, type, 'No such order', 'Check the number.');
    case 'not-handed-over':
      return problem(409, type, 'This order is not with its customer yet', 'It may still be cancelled.');
    case 'return-too-late':
      return problem(409, type, 'It is too late to return it', 'Head office may decide otherwise.', {
        days: Number(members.days ?? 0),
      });
    case 'exchange-open':
      return problem(409, type, 'Its goods are announced for an exchange', 'Call head office.');
    default:
      return problem(409, 'nothing-left', 'Nothing of this order is left', 'Look at what came back before.');
  }
}

const headOfficeAway = (): Problem =>
  problem(409, 'head-office-away', 'Head office cannot be asked now', 'Try again once the line is back.');
