/** The end of a sale: what is due, and the freezing of what was paid. */
import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import { formatMoney } from '@comptoir/ui-kit';
import { assert } from '../assert.ts';
import { newDraft } from '../sale/draft.ts';
import { emptyEntry } from '../sale/entry.ts';
import { freeze, type Seller } from '../sale/freeze.ts';
import { newId } from '../sale/ids.ts';
import { nextPlace } from '../sale/kept-sale.ts';
import { isAway, provisionalNumberOf } from '../sale/provisional.ts';
import { dueOf } from '../sale/settle.ts';
import { change, keepFrozen, show } from './basket.ts';
import { nowText, sound, tell } from './context.ts';
import { pricingContext } from './pricing-context.ts';
import { kick } from './sale-queue.ts';
import { store } from './store.ts';

export function seller(): Seller | undefined {
  const { register, session, shift, receiptLanguage } = store.state;
  if (!register || !session || shift === null || shift === 'unknown') return undefined;
  return {
    storeId: register.store.id,
    shiftId: shift.shiftId,
    cashierId: session.staff.id,
    language: receiptLanguage,
  };
}

export function due() {
  const { draft, priced, rules } = store.state;
  return priced && rules ? dueOf(priced.totalMinor, draft.tenders, rules.rules.cashIncrementMinor) : null;
}

/**
 * The last tender: the sale is frozen on disk before a word about change is shown.
 * @param last null: an exchange paid all of it.
 * @param handedBackMinor in cash, of what came back in exchange.
 * @returns whether it is. A disk that takes no more leaves the basket as it was, and nothing is sold.
 */
export async function finish(
  last: Tender | null,
  cashRoundingMinor: number,
  handedBackMinor = 0,
): Promise<boolean> {
  const { draft, priced, pricedAt, locale, sales, link, provisionalCount } = store.state;
  const context = pricingContext(pricedAt);
  const by = seller();
  assert(priced && context && by, 'a tender without a priced basket, a store or a cashier');
  const tenders = last ? [...draft.tenders, last] : draft.tenders;
  const completedAt = nowText();
  const away = isAway(link) ? numberAway() : null;
  const provisionalNumber = away?.number ?? null;
  const end = { tenders, cashRoundingMinor, completedAt, newId, provisionalNumber };
  const body = freeze(draft, priced, context, by, end);
  const sale = {
    saleId: draft.saleId,
    bytes: JSON.stringify(body),
    state: 'frozen',
    ...(draft.exchange ? { exchange: draft.exchange } : {}),
    place: nextPlace(sales),
    provisionalNumber,
    frozenAt: completedAt,
    printId: newId(),
    printOrdered: false,
    language: by.language,
    answer: null,
    refusedBecause: null,
  } as const;
  const next = newDraft(newId(), completedAt);
  if (!(await keepFrozen(sale, next, away?.count ?? provisionalCount))) {
    tell({ kind: 'storage-full' }, 'refused');
    return false;
  }
  const changeMinor = last?.kind === 'cash' ? last.changeMinor : handedBackMinor;
  const receivedMinor = last?.kind === 'cash' ? last.receivedMinor : (last?.amountMinor ?? 0);
  store.set({
    sales: [...store.state.sales, sale],
    provisionalCount: away?.count ?? provisionalCount,
    finished: {
      draft: { ...draft, tenders },
      priced,
      changeMinor,
      receivedMinor,
      roundingMinor: cashRoundingMinor,
    },
    panel: 'change',
    entry: emptyEntry,
    notice: null,
    payment: null,
    receiptLanguage: 'fr',
    spoken: formatMoney(changeMinor, locale),
  });
  show(next);
  sound('done');
  kick();
  return true;
}

function numberAway() {
  const { register, terminalId, provisionalCount } = store.state;
  assert(register, 'a sale without a register');
  const count = provisionalCount + 1;
  const till = { terminalId, storeNumber: register.store.number, registerNumber: register.register.number };
  return { count, number: provisionalNumberOf(till, count) };
}

/** An approved card: a tender like any other, from the edge's own words. @returns false when the sale could not be frozen. */
export async function cardApproved(tenderOfCard: Tender): Promise<boolean> {
  const before = due();
  assert(before, 'a card was approved for no basket');
  if (tenderOfCard.amountMinor >= before.exactMinor) return finish(tenderOfCard, 0);
  await change({ type: 'tendered', tender: tenderOfCard });
  const leftMinor = before.exactMinor - tenderOfCard.amountMinor;
  store.set({ panel: 'pay', payment: null });
  tell({ kind: 'part-paid', amountMinor: tenderOfCard.amountMinor, leftMinor }, 'done');
  return true;
}
