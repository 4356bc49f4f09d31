/** An order: for the customer whose it is, and for whoever holds its link. */

import type { OrderView } from '@comptoir/order/api';
import { readPostalCode } from '@comptoir/service-kit/postal-codes/canada';
import { collectProof } from '@comptoir/sync-protocol/ids/collect-proof';
import { returnReasons } from '@comptoir/sync-protocol/records/return-reason';
import { optional, postalCode, required } from '../../app/src/shared/checks.ts';
import type { Outcome } from '../../app/src/shared/outcome.ts';
import { readQuantity } from '../../app/src/shared/quantity.ts';
import type { FormProblem } from '../../app/src/shared/shapes/form.ts';
import type { Flash } from '../../app/src/shared/shapes/frame.ts';
import type { OrderData } from '../../app/src/shared/shapes/order.ts';
import { slotOf, slotsAt } from '../cart/slots.ts';
import { stores } from '../catalogue/stores.ts';
import { formAgain, problemOf, readForm } from '../forms.ts';
import { newKey, type Refusal, type Reply } from '../gateway/gateway.ts';
import { keepOrderToken, orderToken } from '../session/order-tokens.ts';
import { qrPicture } from '../session/qr-picture.ts';
import { failed, goTo, type Page, show, tell, type Visit } from '../visit.ts';

export const order: Page = {
  async load(visit) {
    const reply = await readOrder(visit);
    if (!reply.ok) return failed(reply.refusal, visit);
    return show(await shownOf(visit, reply.body));
  },

  async act(visit) {
    switch (visit.form.get('do')) {
      case 'change':
        return change(visit);
      case 'return':
        return sendBack(visit);
      default:
        return cancel(visit);
    }
  },
};

/** Called off while it is not on its way. */
async function cancel(visit: Visit): Promise<Outcome> {
  const { id, version } = { id: visit.params.orderId ?? '', version: visit.form.get('version') ?? '' };
  const reply = await visit.gateway.call<OrderView>({
    method: 'PUT',
    path: `/api/v1/orders/${encodeURIComponent(id)}/status`,
    body: { status: 'cancelled' },
    token: await visit.customer.token(),
    headers: { ...tokenHeader(visit, id), 'if-match': `"${version}"` },
    idempotencyKey: newKey(),
  });
  // Somebody was quicker (it has been shipped, or cancelled): the page says how it is now.
  if (!reply.ok && [404, 409, 412].includes(reply.refusal.status)) tell(visit, 'order-moved');
  else if (!reply.ok) return failed(reply.refusal, visit);
  // What had left already goes on.
  if (reply.ok) tell(visit, reply.body.status === 'cancelled' ? 'cancelled' : 'rest-cancelled');
  return goTo(`${visit.url.pathname}${visit.url.search}`);
}

/** Another address, or fewer of a line, while nobody packs it. */
async function change(visit: Visit): Promise<Outcome> {
  const { form } = visit;
  const remove = quantitiesIn(form);
  const isMoved = form.has('address');
  const read = readForm<string>(form, isMoved ? { address: required, city: required, postalCode } : {});
  const place = isMoved ? readPostalCode(read.fields.postalCode ?? '') : undefined;
  if (!read.isGood || (isMoved && !place)) return formAgain(read.fields, read.faults);
  if (isMisread(form)) return formAgain(read.fields, {}, 'quantity');
  const address = place && {
    recipient: (form.get('recipient') ?? '').trim(),
    lines: [read.fields.address],
    city: read.fields.city,
    ...place,
    country: 'CA',
  };
  const reply = await ask(visit, '/changes', {
    ...(address ? { address } : {}),
    ...(remove.length > 0 ? { remove } : {}),
    ...(form.has('slot') ? { slot: slotOf(form) } : {}),
  });
  return changed(visit, reply, 'order-changed', read.fields);
}

async function sendBack(visit: Visit): Promise<Outcome> {
  const code = returnCodeIn(visit.form);
  const read = readForm(visit.form, { reason: code === 'other' ? required : optional });
  const { faults, isGood } = read;
  const fields = { ...read.fields, code };
  const lines = quantitiesIn(visit.form);
  if (!isGood) return formAgain(fields, faults);
  if (isMisread(visit.form)) return formAgain(fields, {}, 'quantity');
  if (lines.length === 0) return formAgain(fields, {}, 'nothing-chosen');
  const reply = await ask(visit, '/returns', {
    lines,
    code,
    ...(fields.reason === '' ? {} : { reason: fields.reason }),
  });
  return changed(visit, reply, 'return-asked', fields);
}

async function ask(visit: Visit, path: string, body: unknown): Promise<Reply<unknown>> {
  const id = visit.params.orderId ?? '';
  return visit.gateway.call({
    method: 'POST',
    path: `/api/v1/orders/${encodeURIComponent(id)}${path}`,
    body,
    token: await visit.customer.token(),
    headers: { ...tokenHeader(visit, id), 'if-match': `"${visit.form.get('version') ?? ''}"` },
    idempotencyKey: newKey(),
  });
}

function changed(
  visit: Visit,
  reply: Reply<unknown>,
  flash: Flash,
  fields: Readonly<Record<string, string>>,
): Outcome {
  const isTooLate = !reply.ok && goneBy.has(reply.refusal.type);
  if (!reply.ok && !isTooLate) return formAgain(fields, {}, refusedBecause(reply.refusal));
  tell(visit, isTooLate ? 'order-moved' : flash);
  return goTo(`${visit.url.pathname}${visit.url.search}`);
}

/** The order has gone on meanwhile: the form may not be there any more to say so. */
const goneBy: ReadonlySet<string> = new Set(['too-late', 'order-changed', 'not-handed-over']);

const refusals: Readonly<Record<string, FormProblem>> = {
  'too-late': 'too-late',
  'order-changed': 'too-late',
  'return-too-late': 'too-late',
  'other-taxes': 'other-taxes',
  'nothing-left': 'nothing-left',
  'more-than-left': 'more-than-left',
  'whole-pieces': 'quantity',
  'exchange-not-possible': 'exchange-not-possible',
  'not-handed-over': 'too-late',
  short: 'cart-short',
  'slot-taken': 'slot-taken',
  'checkout-in-progress': 'order-in-progress',
  'order-refused': 'order-refused',
  'less-than-taken': 'less-than-taken',
};
export const returnCodeIn = (form: URLSearchParams) =>
  returnReasons.find((one) => one === form.get('code')) ?? 'other';

export const refusedBecause = (refusal: Refusal): FormProblem => refusals[refusal.type] ?? problemOf(refusal);

/** Fields `quantity-<line>`; what is empty or zero is not meant. */
export function quantitiesIn(form: URLSearchParams) {
  return [...form].flatMap(([name, typed]) => {
    const lineId = /^quantity-(.+)$/.exec(name)?.[1];
    const quantity = readQuantity(typed);
    return lineId === undefined || quantity === undefined || quantity === '0' ? [] : [{ lineId, quantity }];
  });
}

/** Somebody means something by it that we do not know. */
const isMisread = (form: URLSearchParams): boolean =>
  [...form].some(
    ([name, typed]) =>
      name.startsWith('quantity-') && typed.trim() !== '' && readQuantity(typed) === undefined,
  );

export function tokenHeader(visit: Visit, id: string): Record<string, string> {
  const inLink = visit.url.searchParams.get('jeton') ?? visit.url.searchParams.get('token');
  if (inLink) keepOrderToken(visit, id, inLink);
  const token = inLink ?? orderToken(visit, id);
  return token ? { 'x-order-token': token } : {};
}

export async function readOrder(visit: Visit, id = visit.params.orderId ?? '') {
  return visit.gateway.call<OrderView>({
    path: `/api/v1/orders/${encodeURIComponent(id)}`,
    token: await visit.customer.token(),
    headers: tokenHeader(visit, id),
  });
}

/** Nothing of it is to come any more: no code opens anything, no day is expected. */
const isOver: ReadonlySet<OrderView['status']> = new Set(['delivered', 'collected', 'cancelled', 'returned']);

async function shownOf(visit: Visit, told: OrderView): Promise<OrderData> {
  const { totals } = told;
  const lines = linesShown(visit, told);
  const collectCode = isOver.has(told.status) ? null : told.collectCode;
  const mayChange = told.status === 'confirmed' && told.review !== 'open' && told.checkout === 'confirmed';
  return {
    id: told.id,
    number: told.number,
    version: told.version,
    status: told.status,
    checkout: told.checkout,
    createdAt: told.createdAt,
    email: told.contact?.email ?? null,
    isCollected: told.deliveryMethod === 'collect',
    arrivesOn: told.delivery?.slot || told.addedTo || isOver.has(told.status) ? null : told.arrivesOn,
    slot: told.delivery?.slot ?? null,
    slots: mayChange
      ? await slotsAt(visit, {
          method: told.deliveryMethod,
          storeId: told.delivery?.method === 'collect' ? told.delivery.storeId : null,
          notBefore: told.arrivesOn,
        })
      : [],
    place: await placeOf(visit, told.delivery),
    mayReplace: mayReplace(told.delivery),
    collectCode,
    collectPicture: collectCode === null ? null : qrPicture(collectProof(told.number, collectCode)),
    lines,
    totals: {
      subtotalMinor: totals.subtotalMinor,
      discountMinor: totals.discountMinor,
      deliveryMinor: totals.deliveryMinor,
      taxes: totals.taxes.map(({ code, rate, amountMinor }) => ({ code, rate, amountMinor })),
      totalMinor: totals.totalMinor,
      points: totals.points,
      giftCard: totals.giftCard,
      dueMinor: totals.totalMinor - (totals.points?.amountMinor ?? 0),
      refundedMinor: totals.refundedMinor,
    },
    shipments: told.shipments.flatMap(({ carrier, trackingNumber, url }) =>
      carrier === null && trackingNumber === null
        ? []
        : [{ carrier: carrier ?? '', trackingNumber: trackingNumber ?? '', url }],
    ),
    parcels: parcelsShown(told, ({ locationId }) => !isSplit(told) || locationId === null),
    parts: isSplit(told) ? told.preparations.map((part) => partShown(visit, told, part)) : [],
    isPartlyShipped: told.isPartlyShipped,
    history: told.history.map(({ status, at }) => ({ status, at })),
    // Of a region that this shop does not deliver to nothing is offered.
    isReviewed: told.review === 'open' && told.status === 'confirmed',
    mayChange,
    mayReturn:
      (told.isPartlyShipped || told.returnableUntil !== null) &&
      lines.some(({ returnable }) => Number(returnable) > 0),
    returnableUntil: told.returnableUntil,
    address: told.delivery?.method === 'ship' ? addressShown(told.delivery.address) : null,
    returns: told.returns.map(({ id, number, state, at, store }) => ({
      ...{ id, number, state, at },
      store: store?.name ?? null,
    })),
    mayCancel: told.moves.includes('cancelled') && told.checkout === 'confirmed',
    addedTo: told.addedTo,
    followOns: told.followOns,
    waitsForReturn: told.waitsForReturn,
    isFresh:
      told.status === 'confirmed' &&
      (visit.url.searchParams.has('merci') || visit.url.searchParams.has('thanks')),
    isGuest: told.customerId === null,
  };
}

function linesShown({ language }: Visit, told: OrderView): OrderData['lines'] {
  const onTheWay = told.returns.filter(({ state }) => state === 'asked').flatMap(({ lines }) => lines);
  return told.lines.map(
    ({ lineId, productId, sku, name, soldBy, quantity, amountMinor, discounts, ...line }) => {
      const announced = onTheWay.filter((one) => one.lineId === lineId).map((one) => one.quantity);
      return {
        lineId,
        wish: wishFor(told.delivery, productId),
        code: sku,
        name: name[language],
        soldBy,
        quantity,
        left: less(quantity, line.refundedQuantity),
        returnable: less(quantity, line.refundedQuantity, line.toComeQuantity, ...announced),
        amountMinor,
        savings: discounts.map(({ amountMinor: offMinor, reason }) => ({
          offMinor,
          reason: reason?.[language] ?? null,
        })),
      };
    },
  );
}

/** In thousandths, as Order reckons. */
const less = (whole: string, ...parts: readonly string[]): string =>
  String(parts.reduce((left, part) => left - thousandths(part), thousandths(whole)) / 1000);
const thousandths = (quantity: string): number => Math.round(Number(quantity) * 1000);

const isSplit = ({ preparations }: OrderView): boolean => preparations.length > 1;

const parcelsShown = (
  { parcels }: OrderView,
  isShown: (parcel: OrderView['parcels'][number]) => boolean,
): OrderData['parcels'] =>
  parcels
    .filter(isShown)
    .flatMap(({ state, trackingNumber, trackingUrl, isReturn, scans }) =>
      state === 'booked' && trackingNumber !== null ? [{ trackingNumber, trackingUrl, isReturn, scans }] : [],
    );

function partShown(
  { language }: Visit,
  told: OrderView,
  { locationId, parcel, state, lines }: OrderView['preparations'][number],
): OrderData['parts'][number] {
  const known = new Map(told.lines.map((line) => [line.lineId, line]));
  return {
    ...{ parcel, state },
    lines: lines.flatMap(({ lineId, quantity, missingQuantity }) => {
      const line = known.get(lineId);
      if (!line) return [];
      const { name, soldBy } = line;
      return [{ lineId, name: name[language], soldBy, quantity, isMissing: missingQuantity !== '0' }];
    }),
    parcels: parcelsShown(told, (one) => one.locationId === locationId),
  };
}

const addressShown = ({ recipient, lines, city, postalCode: code }: Ship['address']) => ({
  recipient,
  line: lines.join(', '),
  city,
  postalCode: code,
});
type Ship = Extract<NonNullable<OrderView['delivery']>, { method: 'ship' }>;

const wishFor = (delivery: OrderView['delivery'], productId: string) =>
  (delivery?.method === 'collect' && delivery.substitutes?.[productId]) || null;

const mayReplace = (delivery: OrderView['delivery']): boolean | null =>
  delivery?.method === 'collect' && delivery.substitution && !delivery.substitutes
    ? delivery.substitution === 'allowed'
    : null;

async function placeOf(visit: Visit, delivery: OrderView['delivery']): Promise<readonly string[]> {
  // A person who was erased has no address any more.
  if (!delivery) return [];
  if (delivery.method === 'collect') {
    const store = (await stores(visit))?.find(({ id }) => id === delivery.storeId);
    return store ? [store.name, ...store.address] : [];
  }
  const { recipient, lines, city, region, postalCode } = delivery.address;
  return [recipient, ...lines, `${city} (${region})  ${postalCode}`];
}

/** Back from the bank's page: the outcome is asked for, never believed from the address. */
export const payment: Page = {
  async load(visit): Promise<Outcome> {
    const id = visit.params.orderId ?? '';
    const reply = await visit.gateway.call<{ status: string; action?: { url: string } }>({
      method: 'POST',
      path: `/api/v1/orders/${encodeURIComponent(id)}/resume`,
      body: {},
      token: await visit.customer.token(),
      headers: tokenHeader(visit, id),
      idempotencyKey: newKey(),
    });
    if (reply.ok) {
      const fresh = visit.language === 'fr' ? { merci: '1' } : { thanks: '1' };
      if (reply.body.status === 'confirmed') visit.jar.delete('cart');
      return goTo(visit.to('order', { orderId: id }, fresh));
    }
    if (reply.refusal.status === 402) {
      tell(visit, flashOf(reply.refusal.body.declineCode));
      return goTo(visit.to('checkout', {}, visit.language === 'fr' ? { essai: id } : { try: id }));
    }
    return failed(reply.refusal, visit);
  },
};

export function flashOf(declineCode: unknown): 'declined' | 'insufficient-funds' | 'not-authenticated' {
  if (declineCode === 'insufficient_funds') return 'insufficient-funds';
  if (declineCode === 'authentication_failed') return 'not-authenticated';
  return 'declined';
}
