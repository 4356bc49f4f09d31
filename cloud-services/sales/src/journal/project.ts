/**
 * What a stored record means. Pure: a record either gives a sale, a return or a change of stock, or nothing (kinds that have no projection), or a
 * reason why its projection is quarantined; unknown kinds and newer versions wait there for a later reader. It never blocks the ones behind it (S9).
 */
import { base64, fromBase64 } from '@comptoir/sync-protocol/bytes';
import type { NewRecord } from '@comptoir/sync-protocol/ingest';
import type { RecordHeader, RecordLines } from '@comptoir/sync-protocol/records/envelope';
import { parseHeader } from '@comptoir/sync-protocol/records/frame';
import { hashBytes, recordHash } from '@comptoir/sync-protocol/records/hash';
import {
  bodyOf,
  type RecordKind,
  recoveredBody,
  type SaleBody,
  saleBody,
} from '@comptoir/sync-protocol/records/kinds';
import {
  orderHandedOverBody,
  orderPreparedBody,
  orderPutBackBody,
} from '@comptoir/sync-protocol/records/order-body';
import { orderReturnedBody } from '@comptoir/sync-protocol/records/order-return-body';
import { type ReturnBody, returnBody } from '@comptoir/sync-protocol/records/return-body';
import {
  type ValueIssuedBody,
  type ValueLoadedBody,
  valueIssuedBody,
  valueLoadedBody,
} from '@comptoir/sync-protocol/records/value-body';
import { closingKinds, type QuarantineRule, type TrailEntry, trailKinds } from '../api.ts';
import type { OrderTold } from '../orders/events.ts';
import { isStockKind, type RecordedStock, type StockKind } from '../stock/index.ts';
import { sha256 } from './sha256.ts';

/** A sale with the record that told of it. `recordId` is the original's when the record was recovered. */
export type RecordedSale = Readonly<{
  journal: string;
  seq: number;
  recordId: string;
  receiptNumber: string;
  register: string;
  businessDate: string;
  /** The body exactly as it was written. */
  bodyText: string;
  sale: SaleBody;
  /** Where in a trace it was made, if its edge said so. */
  traceparent?: string | undefined;
}>;
/** A return with the record that told of it. */
export type RecordedReturn = Omit<RecordedSale, 'sale' | 'journal'> & Readonly<{ back: ReturnBody }>;
/** A gift card or a credit that was issued, or a card that was loaded. */
export type RecordedValue = Readonly<
  { at: string } & ({ issued: ValueIssuedBody } | { loaded: ValueLoadedBody })
>;
export type Fault = Readonly<{ rule: QuarantineRule; reason: string }>;
export type Quarantined = Fault & Readonly<{ seq: number; recordId: string; kind: string }>;
export type Projection = Readonly<{
  sales: readonly RecordedSale[];
  returns: readonly RecordedReturn[];
  stock: readonly RecordedStock[];
  trail: readonly TrailEntry[];
  values: readonly RecordedValue[];
  orders: readonly OrderTold[];
  quarantined: readonly Quarantined[];
}>;

type Outcome =
  | Readonly<{ sale: RecordedSale }>
  | Readonly<{ back: RecordedReturn }>
  | Readonly<{ stock: RecordedStock }>
  | Readonly<{ trail: TrailEntry }>
  | Readonly<{ value: RecordedValue }>
  | Readonly<{ order: OrderTold }>
  | Fault
  | undefined;
/** Bodies of a later version are kept untouched, and projected once this reader is upgraded. */
const kindVersionKnown = 1;

/** @param waived a rule that a person has set aside for these records. */
export function project(
  journal: string,
  storeId: string,
  records: readonly NewRecord[],
  waived?: QuarantineRule,
): Projection {
  const sales: RecordedSale[] = [];
  const returns: RecordedReturn[] = [];
  const stock: RecordedStock[] = [];
  const trail: TrailEntry[] = [];
  const values: RecordedValue[] = [];
  const orders: OrderTold[] = [];
  const quarantined: Quarantined[] = [];
  for (const { seq, header, lines } of records) {
    const outcome = outcomeOf({ journal, seq, storeId, waived }, header, lines);
    if (!outcome) continue;
    if ('sale' in outcome) sales.push(outcome.sale);
    else if ('back' in outcome) returns.push(outcome.back);
    else if ('stock' in outcome) stock.push(outcome.stock);
    else if ('trail' in outcome) trail.push(outcome.trail);
    else if ('value' in outcome) values.push(outcome.value);
    else if ('order' in outcome) orders.push(outcome.order);
    else quarantined.push({ seq, recordId: header.id, kind: header.kind, ...outcome });
  }
  return { sales, returns, stock, trail, values, orders, quarantined };
}

type Place = Readonly<{
  journal: string;
  seq: number;
  storeId: string;
  waived: QuarantineRule | undefined;
}>;

const fault = (rule: QuarantineRule, detail: string): Fault => ({ rule, reason: `${rule}: ${detail}` });

function outcomeOf(place: Place, header: RecordHeader, lines: RecordLines): Outcome {
  if (!isKnown(header.kind) || header.kindVersion > kindVersionKnown)
    return fault('unknown-kind', `${header.kind}, version ${header.kindVersion}`);
  if (header.kind === 'sale') return saleOutcome(place, header, lines.body);
  if (header.kind === 'return') return returnOutcome(place, header, lines.body);
  if (isStockKind(header.kind)) return stockOutcome(place, header.kind, header, lines.body);
  if (header.kind === 'value.issued') return valueOutcome(place, header, lines.body);
  if (header.kind === 'value.loaded') return loadOutcome(place, header, lines.body);
  if (header.kind.startsWith('order.')) return orderOutcome(place, header, lines.body);
  if (header.kind === 'recovered') return recoveredOutcome(place, lines);
  return otherOutcome(place, header.kind, header, lines.body);
}

function saleOutcome(place: Place, header: RecordHeader, bodyText: string): Outcome {
  const parsed = saleBody.safeParse(parseJson(bodyText));
  if (!parsed.success) return fault('body', firstIssue(parsed.error));
  const sale = parsed.data;
  const found = faultOf(sale, header, place.storeId);
  if (found && found.rule !== place.waived) return found;
  const { journal, seq } = place;
  const { id: recordId, number: receiptNumber = '', register = '', businessDate } = header;
  return { sale: { journal, seq, recordId, receiptNumber, register, businessDate, bodyText, sale } };
}

function returnOutcome({ seq, storeId }: Place, header: RecordHeader, bodyText: string): Outcome {
  const parsed = returnBody.safeParse(parseJson(bodyText));
  if (!parsed.success) return fault('body', firstIssue(parsed.error));
  const back = parsed.data;
  const { id: recordId, number: receiptNumber, register, businessDate } = header;
  if (back.storeId !== storeId)
    return fault('store', `the return names ${back.storeId}, the edge is of ${storeId}`);
  if (!receiptNumber || !register) return fault('header', 'a return needs a receipt number and a register');
  return { back: { seq, recordId, receiptNumber, register, businessDate, bodyText, back } };
}

function stockOutcome(
  { storeId }: Place,
  kind: StockKind,
  { id: recordId, at }: RecordHeader,
  bodyText: string,
): Outcome {
  const parsed = bodyOf[kind].safeParse(parseJson(bodyText));
  if (!parsed.success) return fault('body', firstIssue(parsed.error));
  const body = parsed.data;
  if (body.storeId !== storeId)
    return fault('store', `the record names ${body.storeId}, the edge is of ${storeId}`);
  // The schema was picked by the kind, which the compiler cannot follow.
  return { stock: { recordId, at, kind, body } as RecordedStock };
}

function valueOutcome({ storeId }: Place, { at }: RecordHeader, bodyText: string): Outcome {
  const parsed = valueIssuedBody.safeParse(parseJson(bodyText));
  if (!parsed.success) return fault('body', firstIssue(parsed.error));
  const issued = parsed.data;
  if (issued.storeId !== storeId)
    return fault('store', `the value names ${issued.storeId}, the edge is of ${storeId}`);
  return { value: { at, issued } };
}

function loadOutcome({ storeId }: Place, { at }: RecordHeader, bodyText: string): Outcome {
  const parsed = valueLoadedBody.safeParse(parseJson(bodyText));
  if (!parsed.success) return fault('body', firstIssue(parsed.error));
  const loaded = parsed.data;
  if (loaded.storeId !== storeId)
    return fault('store', `the load names ${loaded.storeId}, the edge is of ${storeId}`);
  return { value: { at, loaded } };
}

function orderOutcome({ storeId }: Place, header: RecordHeader, bodyText: string): Outcome {
  const told = orderTold(header.kind, parseJson(bodyText));
  if ('error' in told) return fault('body', told.error ? firstIssue(told.error) : 'not valid');
  if (told.body.storeId !== storeId)
    return fault('store', `the order's record names ${told.body.storeId}, the edge is of ${storeId}`);
  const { id: recordId, at, actor = null } = header;
  return { order: { recordId, at, actor, ...told } };
}

function orderTold(kind: string, json: unknown) {
  switch (kind) {
    case 'order.prepared': {
      const { data, error } = orderPreparedBody.safeParse(json);
      return data ? { step: 'prepared' as const, body: data } : { error };
    }
    case 'order.handed-over': {
      const { data, error } = orderHandedOverBody.safeParse(json);
      return data ? { step: 'handed-over' as const, body: data } : { error };
    }
    case 'order.returned': {
      const { data, error } = orderReturnedBody.safeParse(json);
      return data ? { step: 'returned' as const, body: data } : { error };
    }
    default: {
      const { data, error } = orderPutBackBody.safeParse(json);
      return data ? { step: 'put-back' as const, body: data } : { error };
    }
  }
}

/** The record of an earlier journal, handed over by its successor: what is inside is projected, once, if it is what was written. */
function recoveredOutcome(place: Place, { body, personal }: RecordLines): Outcome {
  const parsed = recoveredBody.safeParse(parseJson(body));
  if (!parsed.success) return fault('body', firstIssue(parsed.error));
  const { previousHash, hash, ...inside } = parsed.data;
  const original: RecordLines = { header: inside.header, body: inside.body, personal };
  const previous = fromBase64(previousHash);
  if (previous?.length !== hashBytes || base64(recordHash(previous, original, sha256)) !== hash)
    return fault('recovered', 'the original does not have the hash that its chain says');
  const header = parseHeader(original.header);
  if (!header) return fault('recovered', 'the original header cannot be read');
  return header.kind === 'recovered' ? undefined : outcomeOf(place, header, original);
}

function otherOutcome(
  { storeId }: Place,
  kind: RecordKind,
  { id: recordId, at, businessDate, ...by }: RecordHeader,
  bodyText: string,
): Outcome {
  const parsed = bodyOf[kind].safeParse(parseJson(bodyText));
  if (!parsed.success) return fault('body', firstIssue(parsed.error));
  const body: Record<string, unknown> = parsed.data;
  // That a sale opened the drawer is told by the sale.
  const { register = null, actor = null } = by;
  const isTold = onTrail.has(kind) && (kind !== 'drawer.opened' || body.reason === 'no-sale');
  return isTold ? { trail: { recordId, storeId, kind, register, actor, at, businessDate, body } } : undefined;
}

const onTrail: ReadonlySet<RecordKind> = new Set([...trailKinds, closingKinds.period]);

const isKnown = (kind: string): kind is RecordKind => Object.hasOwn(bodyOf, kind);

function faultOf(sale: SaleBody, header: RecordHeader, storeId: string): Fault | undefined {
  const { priced, tenders, cashRoundingMinor, basket, lines } = sale;
  if (sale.storeId !== storeId)
    return fault('store', `the sale names ${sale.storeId}, the edge is of ${storeId}`);
  if (!header.number || !header.register)
    return fault('header', 'a sale needs a receipt number and a register');
  const ids = new Set(basket.lines.map(({ id }) => id));
  if (
    priced.lines.length !== ids.size ||
    !priced.lines.every(({ id }) => ids.has(id)) ||
    lines.length !== ids.size
  )
    return fault('lines', 'basket, prices and texts do not name the same lines');
  // Last: it is the one that a person may waive.
  const paid = tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const due = priced.totalMinor + cashRoundingMinor;
  return paid === due ? undefined : fault('totals', `tenders are ${paid}, total and rounding ${due}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const firstIssue = (error: { issues: readonly { path: PropertyKey[]; message: string }[] }) => {
  const issue = error.issues[0];
  return issue ? `${issue.path.map(String).join('.') || 'whole'}: ${issue.message}` : 'not valid';
};
