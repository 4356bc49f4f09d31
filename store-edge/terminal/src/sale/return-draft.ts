/** Goods that are coming back, as data: `(draft, event) → draft`. What they are worth is the engine's word, as at the edge. */
import type { ReturnableSale, ReturnRequest } from '@comptoir/edge-agent/api';
import { leftOf, type TakenBack, takeBack } from '@comptoir/pricing/returns/take-back';
import type { Draft } from './draft.ts';
import { addQuantity } from './quantity.ts';

type Condition = ReturnRequest['lines'][number]['condition'];
export type Picked = Readonly<{ position: number; quantity: string; condition: Condition }>;

export type ReturnDraft = Readonly<{
  returnId: string;
  /** As it was scanned or typed: what the edge found the sale by. Null: without one, as `articles` that all come back. */
  receipt: string | null;
  articles: Draft | null;
  sale: ReturnableSale;
  picked: readonly Picked[];
  reason: ReturnRequest['reason'];
  approvalIds: readonly string[];
  /** For what is in the basket: it pays that first. Absent in drafts of an earlier build. */
  isExchange?: boolean;
  /** What cards have back already, each by its own refund. Absent in drafts of an earlier build. */
  refunded?: readonly CardRefund[];
  /** The refund on its way to a card; it outlives a reload: it is asked about, never begun twice. */
  refund: CardRefund | null;
}>;
/** `of`: the payment that it goes back to. */
type CardRefund = Readonly<{ attemptId: string; amountMinor: number; of: string }>;

/** Of one request. Source: `@comptoir/edge-agent/api`. */
const approvalsMax = 4;

export type ReturnEvent =
  | Readonly<{ type: 'toggled'; position: number }>
  | Readonly<{ type: 'quantity-changed'; position: number; by: 1 | -1 }>
  | Readonly<{ type: 'condition-toggled'; position: number }>
  | Readonly<{ type: 'reason-chosen'; reason: ReturnDraft['reason'] }>
  | Readonly<{ type: 'exchange-toggled' }>
  | Readonly<{ type: 'approved'; approvalId: string }>
  | Readonly<{ type: 'refunding'; refund: ReturnDraft['refund'] }>
  /** The one on its way has arrived. */
  | Readonly<{ type: 'refunded' }>;

export const newReturn = (returnId: string, receipt: string | null, sale: ReturnableSale): ReturnDraft => ({
  ...{
    returnId,
    receipt,
    articles: null,
    sale,
    picked: [],
    reason: 'changed-mind',
    approvalIds: [],
    refund: null,
  },
});

export function onReturn(draft: ReturnDraft, event: ReturnEvent): ReturnDraft {
  // A card that may have its money already fixes what comes back for it.
  const isFixed = draft.refund !== null || refundedMinor(draft) > 0;
  const isOfMoney = event.type === 'refunding' || event.type === 'refunded' || event.type === 'approved';
  if (isFixed && !isOfMoney) return draft;
  switch (event.type) {
    case 'toggled':
      return withCharges({ ...draft, picked: toggled(draft, event.position) }, event.position);
    case 'quantity-changed': {
      const next = pickChanged(draft, event.position, (pick) => ({
        ...pick,
        quantity: changed(draft, pick, event.by),
      }));
      return withCharges(next, event.position);
    }
    case 'condition-toggled':
      return pickChanged(draft, event.position, (pick) => ({
        ...pick,
        condition: pick.condition === 'sellable' ? 'damaged' : 'sellable',
      }));
    case 'reason-chosen':
      return { ...draft, reason: event.reason };
    case 'exchange-toggled':
      return { ...draft, isExchange: !draft.isExchange };
    case 'approved':
      return { ...draft, approvalIds: [...draft.approvalIds, event.approvalId].slice(-approvalsMax) };
    case 'refunding':
      return { ...draft, refund: event.refund };
    case 'refunded':
      return draft.refund
        ? { ...draft, refund: null, refunded: [...(draft.refunded ?? []), draft.refund] }
        : draft;
  }
}

export function leftAt({ sale }: ReturnDraft, position: number): string {
  const line = sale.lines.find((one) => one.position === position);
  return line ? leftOf(line) : '0';
}

/** All that is left of the line: most often everything comes back. */
function toggled(draft: ReturnDraft, position: number): readonly Picked[] {
  const others = draft.picked.filter((pick) => pick.position !== position);
  const left = leftAt(draft, position);
  if (others.length < draft.picked.length || left === '0') return others;
  return [...others, { position, quantity: left, condition: 'sellable' }];
}

/** An article brings its deposits along, as many as its pieces; a deposit alone is the bottle without what was in it. */
function withCharges(draft: ReturnDraft, position: number): ReturnDraft {
  const charges = draft.sale.lines.filter(({ chargeOf }) => chargeOf === position);
  const others = draft.picked.filter((pick) => charges.every((line) => line.position !== pick.position));
  const article = others.find((pick) => pick.position === position);
  const following = charges.flatMap(({ position: of }): Picked[] => {
    const left = leftAt(draft, of);
    if (!article || left === '0') return [];
    const quantity = Number(article.quantity) < Number(left) ? article.quantity : left;
    return [{ position: of, quantity, condition: 'sellable' }];
  });
  return charges.length === 0 ? draft : { ...draft, picked: [...others, ...following] };
}

const pickChanged = (
  draft: ReturnDraft,
  position: number,
  change: (pick: Picked) => Picked,
): ReturnDraft => ({
  ...draft,
  picked: draft.picked.map((pick) => (pick.position === position ? change(pick) : pick)),
});

/** Not below one, not above what is left. */
function changed(draft: ReturnDraft, { position, quantity }: Picked, by: 1 | -1): string {
  const next = addQuantity(quantity, by);
  return next === undefined || Number(next) > Number(leftAt(draft, position)) ? quantity : next;
}

export const backOf = ({ sale, picked }: ReturnDraft): TakenBack => takeBack(sale, picked);

export const refundedMinor = ({ refunded = [] }: ReturnDraft): number =>
  refunded.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/**
 * What cards paid goes back to them, in the order in which they paid and never more than is left of each payment. Empty: it was paid
 * otherwise, or elsewhere.
 * @param minor what is to go back and has not yet.
 */
export function cardsOf({ sale, refunded = [] }: ReturnDraft, minor: number) {
  if (sale.known !== 'journal') return [];
  let restMinor = minor;
  return sale.payments.flatMap(({ kind, attemptId, last4 = '', brand = '', leftMinor }) => {
    if (kind !== 'card' || attemptId === undefined) return [];
    const had = refunded.find((refund) => refund.of === attemptId)?.amountMinor ?? 0;
    const amountMinor = Math.min(leftMinor - had, restMinor);
    if (amountMinor <= 0) return [];
    restMinor -= amountMinor;
    return { attemptId, last4, brand, amountMinor };
  });
}

/**
 * Points have back what they paid, before anything else goes back: whatever the till of the sale was.
 * @param minor what is to go back, less what pays an exchange.
 */
export function pointsBackMinor({ sale }: ReturnDraft, minor: number): number {
  const paid = sale.payments.find(
    ({ kind, customerId }) => kind === 'loyalty-points' && customerId !== undefined,
  );
  return Math.min(paid?.leftMinor ?? 0, minor);
}

/** What is to be given back in cash, to a card or as a credit. */
export const restOf = (draft: ReturnDraft, totalMinor: number, exchangeMinor: number): number =>
  totalMinor - exchangeMinor - pointsBackMinor(draft, totalMinor - exchangeMinor) - refundedMinor(draft);

/** How it goes back; what these and points leave goes back in cash. */
type Ways = Readonly<Partial<Pick<ReturnRequest, 'cardMinor' | 'creditMinor' | 'exchangeMinor'>>>;

export function requestOf(
  draft: ReturnDraft,
  totalMinor: number,
  { cardMinor = refundedMinor(draft), creditMinor = 0, exchangeMinor = 0 }: Ways = {},
): ReturnRequest {
  const { returnId, receipt, sale, picked, reason, approvalIds, refunded = [] } = draft;
  const articles = picked.flatMap(({ position, quantity, condition }) => {
    const line = sale.lines.find((one) => one.position === position);
    const labelPriceMinor = draft.articles?.lines[position - 1]?.labelPriceMinor;
    const label = labelPriceMinor === undefined ? {} : { labelPriceMinor };
    return line ? [{ productId: line.productId, quantity, condition, ...label }] : [];
  });
  return {
    ...{ returnId, language: sale.language, reason, approvalIds: [...approvalIds] },
    ...(receipt === null ? { lines: [], articles } : { receipt, lines: [...picked], articles: [] }),
    cardAttemptIds: refunded.map(({ attemptId }) => attemptId),
    cardMinor,
    creditMinor,
    exchangeMinor,
    pointsMinor: pointsBackMinor(draft, totalMinor - exchangeMinor),
    expectedTotalMinor: totalMinor,
  };
}
