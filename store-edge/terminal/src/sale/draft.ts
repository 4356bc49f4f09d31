/**
 * The basket being rung up, as data. `(draft, event) → draft`: no clock, no random, no network; times and ids arrive in
 * the event. Source: docs/pricing.md, An open basket when a rule changes.
 */
import type { CustomerAtTill, PaymentState, ReturnRequest } from '@comptoir/edge-agent/api';
import type { ManualDiscount } from '@comptoir/pricing/contract';
import { toldHoldsMs } from '@comptoir/pricing/lines/gross';
import type { SaleBody, Tender } from '@comptoir/sync-protocol/records/kinds';
import { wrongTender } from '@comptoir/sync-protocol/records/return-reason';
import type { Product } from '../replica/product.ts';
import { chargeLines, withChargesFollowing } from './charges.ts';
import type { DraftLine, Piece } from './draft-line.ts';
import { addQuantity } from './quantity.ts';

/** A basket beyond this is a wholesale order: it is refused in words, so that pricing stays within its budget. */
export const linesMax = 500;

export type Attempt = Readonly<{
  attemptId: string;
  /** What the card is charged, with the tip. */
  amountMinor: number;
  tipMinor?: number;
  state: PaymentState['state'];
  detail: string;
}>;

export type Draft = Readonly<{
  saleId: string;
  openedAt: string;
  lines: readonly DraftLine[];
  basketDiscount?: ManualDiscount;
  /** As the store knew them when they were attached. */
  customer?: CustomerAtTill;
  /** Codes as they were given; absent in drafts of an earlier build. */
  coupons?: readonly string[];
  note?: string;
  /** Of a buyer who bears no tax. */
  taxExemptCertificate?: string;
  /** That the buyer is of age, for the articles that ask. */
  ageCheck?: NonNullable<SaleBody['ageCheck']>;
  selectedLineId: string | null;
  /** Money that has moved: from the first tender on, the lines are fixed. */
  tenders: readonly Tender[];
  /** What comes back with this sale, as the edge agreed to it: one of the tenders says how much of it that pays, or it is this very sale by its first tender. */
  exchange?: ReturnRequest;
  /** The one card payment that is not settled. It outlives a reload: it is asked about, never started twice. */
  attempt: Attempt | null;
}>;

export type DraftEvent =
  | Readonly<{
      type: 'added';
      lineId: string;
      product: Product;
      quantity: string;
      at: string;
      /** What its code said of it. */
      piece?: Piece | undefined;
      labelPriceMinor?: number | undefined;
      charges?: readonly Product[];
    }>
  | Readonly<{ type: 'age-checked'; ageCheck: NonNullable<Draft['ageCheck']> }>
  | Readonly<{ type: 'piece-told'; lineId: string; piece: Piece }>
  | Readonly<{ type: 'selected'; lineId: string | null }>
  | Readonly<{ type: 'selection-moved'; by: 1 | -1 }>
  | Readonly<{ type: 'quantity-changed'; lineId: string; by: 1 | -1 }>
  | Readonly<{ type: 'quantity-set'; lineId: string; quantity: string }>
  | Readonly<{ type: 'discounted'; lineId: string | null; discount: ManualDiscount }>
  | Readonly<{ type: 'price-set'; lineId: string; priceOverride: NonNullable<DraftLine['priceOverride']> }>
  | Readonly<{ type: 'line-noted'; lineId: string; note: string }>
  | Readonly<{ type: 'sale-noted'; note: string; certificate: string }>
  | Readonly<{ type: 'full-price'; lineId: string | null }>
  | Readonly<{ type: 'customer-attached'; customer: CustomerAtTill | null }>
  | Readonly<{ type: 'points-told'; told: Readonly<{ points?: number; pointMinor?: number }> }>
  | Readonly<{ type: 'coupons-given'; coupons: readonly string[] }>
  | Readonly<{ type: 'topped-up'; lineId: string; card: NonNullable<DraftLine['topsUp']> }>
  | Readonly<{ type: 'line-voided'; lineId: string }>
  | Readonly<{ type: 'price-seen'; productId: string; unitPriceMinor: number; at: string }>
  | Readonly<{ type: 'tendered'; tender: Tender }>
  | Readonly<{ type: 'exchanged'; amountMinor: number; request: ReturnRequest }>
  | Readonly<{ type: 'exchange-dropped' }>
  | Readonly<{ type: 'cash-given-back' }>
  | Readonly<{ type: 'value-given-back'; spendId: string }>
  | Readonly<{ type: 'attempted'; attempt: Attempt | null }>;

export const newDraft = (saleId: string, openedAt: string): Draft => ({
  saleId,
  openedAt,
  lines: [],
  selectedLineId: null,
  tenders: [],
  attempt: null,
});

/** Once money has moved, or may be moving, or something comes back for it, no line may change. */
export const isFixed = ({ tenders, attempt, exchange }: Draft): boolean =>
  tenders.length > 0 || attempt !== null || exchange !== undefined;

/** Sold before by the wrong tender, and paid anew. */
export const isCorrection = ({ exchange }: Draft): boolean => exchange?.reason === wrongTender;

export function onDraft(draft: Draft, event: DraftEvent): Draft {
  switch (event.type) {
    case 'added':
      return isFixed(draft) ? draft : added(draft, event);
    case 'age-checked':
      return isFixed(draft) ? draft : { ...draft, ageCheck: event.ageCheck };
    case 'piece-told':
      return changeLine(draft, event.lineId, (line) => ({ ...line, piece: event.piece }));
    case 'selected':
      return { ...draft, selectedLineId: event.lineId };
    case 'selection-moved':
      return { ...draft, selectedLineId: moved(draft, event.by) };
    case 'quantity-changed':
      return changeLine(draft, event.lineId, (line) => {
        if (isOnePiece(line)) return line;
        const quantity = addQuantity(line.quantity, event.by);
        return quantity === undefined ? line : { ...line, quantity };
      });
    case 'quantity-set':
      return changeLine(draft, event.lineId, (line) =>
        isOnePiece(line) ? line : { ...line, quantity: event.quantity },
      );
    case 'discounted':
      return discounted(draft, event.lineId, event.discount);
    case 'price-set':
      return changeLine(draft, event.lineId, (line) => ({ ...line, priceOverride: event.priceOverride }));
    case 'line-noted':
      return changeLine(draft, event.lineId, ({ note: _, ...line }) =>
        event.note === '' ? line : { ...line, note: event.note },
      );
    case 'sale-noted':
      return isFixed(draft) ? draft : saleNoted(draft, event);
    case 'full-price':
      return fullPrice(draft, event.lineId);
    case 'customer-attached':
      return isFixed(draft) ? draft : attached(draft, event.customer);
    case 'points-told':
      return pointsTold(draft, event.told);
    case 'coupons-given':
      return isFixed(draft) ? draft : { ...draft, coupons: event.coupons };
    case 'topped-up':
      return changeLine(draft, event.lineId, (line) => ({ ...line, topsUp: event.card }));
    case 'line-voided':
      return isFixed(draft) ? draft : voided(draft, event.lineId);
    case 'price-seen':
      return isFixed(draft) ? draft : priceSeen(draft, event);
    case 'tendered':
      return { ...draft, tenders: [...draft.tenders, event.tender], attempt: null };
    case 'exchanged': {
      const { amountMinor, request } = event;
      const tender = { kind: 'exchange', amountMinor, returnId: request.returnId } as const;
      return { ...draft, tenders: [...withoutExchange(draft), tender], exchange: request };
    }
    case 'exchange-dropped': {
      const { exchange: _, ...rest } = draft;
      return { ...rest, tenders: withoutExchange(draft) };
    }
    case 'cash-given-back':
      return { ...draft, tenders: draft.tenders.filter((tender) => tender.kind !== 'cash') };
    case 'value-given-back': {
      const isOther = (tender: Tender) => !('spendId' in tender) || tender.spendId !== event.spendId;
      return { ...draft, tenders: draft.tenders.filter(isOther) };
    }
    case 'attempted':
      return { ...draft, attempt: event.attempt };
  }
}

const withoutExchange = ({ tenders }: Draft): Tender[] =>
  tenders.filter((tender) => tender.kind !== 'exchange');

/** A second scan of the last line's article counts it up; any other order of scans stays visible on the tape. */
function added(
  draft: Draft,
  {
    lineId,
    product,
    quantity,
    at,
    piece,
    labelPriceMinor,
    charges = [],
  }: Extract<DraftEvent, { type: 'added' }>,
): Draft {
  const told = labelPriceMinor ?? product.unitPriceMinor;
  const last = draft.lines.findLast(({ chargeOf }) => chargeOf === undefined);
  if (
    last &&
    last.productId === product.id &&
    last.toldUnitPriceMinor === told &&
    last.labelPriceMinor === labelPriceMinor &&
    product.soldBy === 'piece' &&
    last.discount === undefined &&
    last.priceOverride === undefined &&
    last.topsUp === undefined &&
    product.tracks !== 'serial' &&
    last.piece?.number === piece?.number
  ) {
    const sum = addQuantity(last.quantity, Number(quantity));
    if (sum === undefined) return draft;
    const lines = draft.lines.map((line) => (line === last ? { ...last, quantity: sum } : line));
    return { ...draft, lines: withChargesFollowing(lines), selectedLineId: null };
  }
  if (draft.lines.length >= linesMax) return draft;
  const line: DraftLine = {
    id: lineId,
    productId: product.id,
    quantity,
    toldUnitPriceMinor: told,
    toldAt: at,
    ...(piece === undefined ? {} : { piece }),
    ...(labelPriceMinor === undefined ? {} : { labelPriceMinor }),
  };
  return { ...draft, lines: [...draft.lines, line, ...chargeLines(line, charges)], selectedLineId: null };
}

function changeLine(draft: Draft, lineId: string, change: (line: DraftLine) => DraftLine): Draft {
  if (isFixed(draft)) return draft;
  const lines = draft.lines.map((line) => (line.id === lineId ? change(line) : line));
  return { ...draft, lines: withChargesFollowing(lines) };
}

/** A serial number is of one. */
const isOnePiece = ({ piece }: DraftLine): boolean => piece?.tracks === 'serial';

/** Null: the basket. */
function discounted(draft: Draft, lineId: string | null, discount: ManualDiscount): Draft {
  if (lineId !== null) return changeLine(draft, lineId, (line) => ({ ...line, discount }));
  return isFixed(draft) ? draft : { ...draft, basketDiscount: discount };
}

function fullPrice(draft: Draft, lineId: string | null): Draft {
  if (lineId !== null)
    return changeLine(draft, lineId, ({ discount: _, priceOverride: __, ...line }) => line);
  const { basketDiscount: _, ...rest } = draft;
  return isFixed(draft) ? draft : rest;
}

function saleNoted(
  { note: _, taxExemptCertificate: __, ...draft }: Draft,
  { note, certificate }: Extract<DraftEvent, { type: 'sale-noted' }>,
): Draft {
  return {
    ...draft,
    ...(note === '' ? {} : { note }),
    ...(certificate === '' ? {} : { taxExemptCertificate: certificate }),
  };
}

function attached({ customer: _, ...draft }: Draft, customer: CustomerAtTill | null): Draft {
  return customer === null ? draft : { ...draft, customer };
}

/** Also once money has moved: it changes no price. */
function pointsTold(draft: Draft, told: Extract<DraftEvent, { type: 'points-told' }>['told']): Draft {
  const { customer } = draft;
  if (!customer?.loyalty) return draft;
  return { ...draft, customer: { ...customer, loyalty: { ...customer.loyalty, ...told } } };
}

function voided(draft: Draft, lineId: string): Draft {
  const lines = withChargesFollowing(draft.lines.filter((line) => line.id !== lineId));
  return { ...draft, lines, selectedLineId: draft.selectedLineId === lineId ? null : draft.selectedLineId };
}

/** A drop is told to the customer at once and kept, whatever comes after; a rise only when what was told holds no longer. */
function priceSeen(
  draft: Draft,
  { productId, unitPriceMinor, at }: Extract<DraftEvent, { type: 'price-seen' }>,
) {
  const isToldAnew = (line: DraftLine) =>
    line.productId === productId &&
    line.labelPriceMinor === undefined &&
    (unitPriceMinor < line.toldUnitPriceMinor ||
      (unitPriceMinor > line.toldUnitPriceMinor && isStale(line, at)));
  if (unitPriceMinor <= 0 || !draft.lines.some(isToldAnew)) return draft;
  const lines = draft.lines.map((line) =>
    isToldAnew(line)
      ? {
          ...line,
          toldUnitPriceMinor: unitPriceMinor,
          toldAt: at,
          toldAnew: {
            fromMinor: line.toldAnew?.fromMinor ?? line.toldUnitPriceMinor,
            toMinor: unitPriceMinor,
            at,
          },
        }
      : line,
  );
  return { ...draft, lines };
}

const isStale = ({ toldAt }: DraftLine, at: string): boolean =>
  toldAt !== undefined && Date.parse(at) - Date.parse(toldAt) > toldHoldsMs;

/** Up and down from the last line, which is meant when nothing is selected. */
function moved(draft: Draft, by: 1 | -1): string | null {
  const lines = draft.lines.filter(isArticle);
  const present = lines.findIndex((line) => line.id === draft.selectedLineId);
  const from = present === -1 ? lines.length - (by === -1 ? 0 : 1) : present;
  const to = Math.min(lines.length - 1, Math.max(0, from + by));
  return lines[to]?.id ?? null;
}

/** The line that `+`, `−` and `Del` mean: the selected one, else the last. */
export const lineInHand = (draft: Draft): DraftLine | undefined =>
  draft.lines.find((line) => line.id === draft.selectedLineId) ?? draft.lines.findLast(isArticle);

/** And no deposit or fee, which follow their article. */
export const isArticle = ({ chargeOf }: DraftLine): boolean => chargeOf === undefined;
