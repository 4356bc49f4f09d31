/** The end of a sale: what is due, and the freezing of what was paid. */
import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import { formatMoney } from '@comptoir/ui-kit';
import { assert } from '../assert.ts';
import { tillStore } from '../edge/till-store.ts';
import { newDraft } from '../sale/draft.ts';
import { emptyEntry } from '../sale/entry.ts';
import { finishedOf } from '../sale/finished.ts';
import { freeze, type Seller } from '../sale/freeze.ts';
import { newId } from '../sale/ids.ts';
import { nextPlace } from '../sale/kept-sale.ts';
import { isAway, provisionalNumberOf } from '../sale/provisional.ts';
import type { ReturnDraft } from '../sale/return-draft.ts';
import { dueOf } from '../sale/settle.ts';
import { change, keepFrozen, show } from './basket.ts';
import { nowText, sound, tell } from './context.ts';
import { pricingContext } from './pricing-context.ts';
import { noReturn } from './return-state.ts';
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
 * @returns whether it is. A disk that takes no more leaves the basket as it was, and nothing is sold.
 */
export async function finish(last: Tender | null, cashRoundingMinor: number): Promise<boolean> {
  const { draft, priced, pricedAt, locale, sales, link, provisionalCount } = store.state;
  const context = pricingContext(pricedAt);
  const by = seller();
  assert(priced && context && by, 'a tender without a priced basket, a store or a cashier');
  const cash = { roundingMinor: cashRoundingMinor, incrementMinor: context.rules.rules.cashIncrementMinor };
  const finished = finishedOf(draft, priced, last, cash);
  const { tenders } = finished.draft;
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
  if (!(await keepFrozen(sale, next, finished, away?.count ?? provisionalCount))) {
    tell({ kind: 'storage-full' }, 'refused');
    return false;
  }
  store.set({
    sales: [...store.state.sales, sale],
    provisionalCount: away?.count ?? provisionalCount,
    finished,
    panel: 'change',
    entry: emptyEntry,
    notice: null,
    payment: null,
    receiptLanguage: 'fr',
    spoken: formatMoney(finished.changeMinor, locale),
  });
  show(next);
  sound('done');
  kick();
  return true;
}

/** What came back pays all of it. A return that is not whole yet, with a card's part under way, is gone on with first. */
export async function finishExchange(): Promise<void> {
  const { exchange } = store.state.draft;
  const kept = await tillStore.value<ReturnDraft | null>('return');
  if (exchange && kept?.returnId === exchange.returnId)
    store.set({ dialog: { kind: 'return' }, returning: { ...noReturn, draft: kept } });
  else await finish(null, 0);
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
