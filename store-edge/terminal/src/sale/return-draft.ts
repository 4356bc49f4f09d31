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
  /** The refund on its way to a card; it outlives a reload: it is asked about, never begun twice. */
  refund: Readonly<{ attemptId: string; amountMinor: number }> | null;
}>;

/** Of one request. Source: `@comptoir/edge-agent/api`. */
const approvalsMax = 4;

export type ReturnEvent =
  | Readonly<{ type: 'toggled'; position: number }>
  | Readonly<{ type: 'quantity-changed'; position: number; by: 1 | -1 }>
  | Readonly<{ type: 'condition-toggled'; position: number }>
  | Readonly<{ type: 'reason-chosen'; reason: ReturnDraft['reason'] }>
  | Readonly<{ type: 'exchange-toggled' }>
  | Readonly<{ type: 'approved'; approvalId: string }>
  | Readonly<{ type: 'refunding'; refund: ReturnDraft['refund'] }>;

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
  if (draft.refund !== null && event.type !== 'refunding' && event.type !== 'approved') return draft;
  switch (event.type) {
    case 'toggled':
      return { ...draft, picked: toggled(draft, event.position) };
    case 'quantity-changed':
      return pickChanged(draft, event.position, (pick) => ({
        ...pick,
        quantity: changed(draft, pick, event.by),
      }));
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

/** What a card paid goes back to it first. Null: it was paid otherwise, or elsewhere. */
export function cardOf({ sale }: ReturnDraft, totalMinor: number) {
  const card = sale.payments.find((payment) => payment.kind === 'card');
  if (card?.attemptId === undefined || sale.known !== 'journal') return null;
  return {
    attemptId: card.attemptId,
    last4: card.last4 ?? '',
    brand: card.brand ?? '',
    amountMinor: Math.min(card.amountMinor, totalMinor),
  };
}

/** How it goes back; what these leave goes back in cash. */
type Ways = Readonly<Partial<Pick<ReturnRequest, 'cardMinor' | 'creditMinor' | 'exchangeMinor'>>>;

export function requestOf(
  draft: ReturnDraft,
  totalMinor: number,
  { cardMinor = 0, creditMinor = 0, exchangeMinor = 0 }: Ways = {},
): ReturnRequest {
  const { returnId, receipt, sale, picked, reason, approvalIds, refund } = draft;
  const articles = picked.flatMap(({ position, quantity, condition }) => {
    const line = sale.lines.find((one) => one.position === position);
    return line ? [{ productId: line.productId, quantity, condition }] : [];
  });
  return {
    ...{ returnId, language: sale.language, reason, approvalIds: [...approvalIds] },
    ...(receipt === null ? { lines: [], articles } : { receipt, lines: [...picked], articles: [] }),
    cardAttemptIds: refund === null ? [] : [refund.attemptId],
    cardMinor,
    creditMinor,
    exchangeMinor,
    expectedTotalMinor: totalMinor,
  };
}
