/** What customers read by mail, in the order's language. */

import type { Letter, LetterRow } from '@comptoir/service-kit/notifications/notifications';
import { collectProof } from '@comptoir/sync-protocol/ids/collect-proof';
import { parcelOf, preparationsOf } from '../preparations/preparations.ts';
import { moneyOf } from '../refunds.ts';
import { dayText, slotText } from '../slots/words.ts';
import type { Order } from '../store/orders.ts';
import type { Refund } from '../store/payments.ts';
import { countText, lineRows, moneyText, partRows, totalRowsOf } from './rows.ts';
import { words } from './words.ts';

type Told = Readonly<{ order: Order; link: string }>;
/** @param timeZone by whose calendar customers come. */
type ToldWhen = Told & Readonly<{ timeZone: string }>;

const button = (label: string, url: string) => ({ kind: 'button', label, url }) as const;

/** What comes next of it. */
function thanksFor({ language, giftCard, addedTo }: Order): string {
  const t = words[language];
  if (giftCard?.kind === 'exchange') return t.exchangedText(giftCard.number);
  return addedTo ? t.addedText(addedTo.number) : t.thanks;
}

export function confirmedLetter({ order, link, timeZone }: ToldWhen): Letter {
  const t = words[order.language];
  const thanks = thanksFor(order);
  const where = order.delivery?.method === 'ship' ? order.delivery.address : undefined;
  return {
    subject: t.confirmed(order.number),
    preview: thanks,
    blocks: [
      { kind: 'heading', text: t.confirmed(order.number) },
      { kind: 'paragraph', text: thanks },
      ...(order.collectCode === null
        ? []
        : ([
            { kind: 'paragraph', text: t.collectNote },
            { kind: 'code', text: order.collectCode },
            { kind: 'qr', text: collectProof(order.number, order.collectCode) },
          ] as const)),
      { kind: 'rows', rows: [...lineRows(order), ...totalRowsOf(order)] },
      ...(where
        ? ([
            {
              kind: 'paragraph',
              text: `${t.shipTo} ${[where.recipient, ...where.lines, `${where.city} (${where.region}) ${where.postalCode}`].join(', ')}.`,
            },
          ] as const)
        : []),
      ...whenOf(order, timeZone).map((text) => ({ kind: 'paragraph', text }) as const),
      ...parcelsTold(order).map((text) => ({ kind: 'paragraph', text }) as const),
      button(t.follow, link),
    ],
  };
}

const parcelsTold = ({ language, preparations }: Order): string[] =>
  preparations && preparations.length > 1 ? [words[language].inParcels(preparations.length)] : [];

/** Of one that goes with another, that one says when. */
function whenOf({ language, delivery, frozen, addedTo }: Order, timeZone: string): string[] {
  const t = words[language];
  if (delivery?.slot)
    return [
      (delivery.method === 'ship' ? t.shipAt : t.collectAt)(slotText(delivery.slot, language, timeZone)),
    ];
  if (delivery?.method !== 'ship' || !frozen.shipping || addedTo) return [];
  return [t.arrivesOn(dayText(frozen.shipping.arrivesOn, language))];
}

/** A person looks at it before it is prepared: what that means for whoever waits. */
export function reviewedLetter({ order, link }: Told): Letter {
  const t = words[order.language];
  return plainLetter(t.reviewed(order.number), t.reviewedText, button(t.follow, link));
}

export function readyLetter({ order, link }: Told): Letter {
  const t = words[order.language];
  return {
    subject: t.ready(order.number),
    preview: t.readyText,
    blocks: [
      { kind: 'heading', text: t.ready(order.number) },
      { kind: 'paragraph', text: t.readyText },
      { kind: 'code', text: order.collectCode ?? order.number },
      ...(order.collectCode === null
        ? []
        : [{ kind: 'qr', text: collectProof(order.number, order.collectCode) } as const]),
      button(t.follow, link),
    ],
  };
}

export function shippedLetter({ order, link }: Told): Letter {
  const subject = words[order.language].shipped(order.number);
  return sentLetter({ order, link }, order.shipments.at(-1), subject);
}

const shippedText = ({ language }: Order, parcel: Order['shipments'][number] | undefined): string => {
  const t = words[language];
  return parcel?.carrier
    ? `${t.shippedText(parcel.carrier)}${parcel.trackingNumber ? ` (${parcel.trackingNumber})` : ''}`
    : t.shippedPlain;
};

function sentLetter(
  { order, link }: Told,
  parcel: Order['shipments'][number] | undefined,
  subject: string,
  rows: readonly LetterRow[] = [],
): Letter {
  const t = words[order.language];
  const text = shippedText(order, parcel);
  return {
    subject,
    preview: text,
    blocks: [
      { kind: 'heading', text: subject },
      { kind: 'paragraph', text },
      ...(rows.length > 0 ? [{ kind: 'rows', rows: [...rows] } as const] : []),
      parcel?.url ? button(t.track, parcel.url) : button(t.follow, link),
    ],
  };
}

export function deliveredLetter({ order, link }: Told): Letter {
  const t = words[order.language];
  return plainLetter(t.delivered(order.number), t.deliveredText, button(t.follow, link));
}

/** What one of several places has sent: which parcel it is, and what is in it. */
export function partLetter({ order, link }: Told, news: PartNews, locationId: string): Letter {
  const t = words[order.language];
  const all = preparationsOf(order);
  const parcel = parcelOf(all, locationId);
  const part = all.find((one) => one.locationId === locationId);
  if (!parcel || !part)
    return news === 'shipped' ? shippedLetter({ order, link }) : deliveredLetter({ order, link });
  const title = news === 'shipped' ? t.parcelShipped : t.parcelDelivered;
  const subject = title(order.number, parcel.number, parcel.of);
  if (news === 'delivered') return plainLetter(subject, t.parcelRest, button(t.follow, link));
  const sent = shipmentFrom(order, locationId);
  return sentLetter({ order, link }, sent, subject, partRows(order, part));
}
export type PartNews = 'shipped' | 'delivered';

export const shipmentFrom = ({ shipments }: Pick<Order, 'shipments'>, locationId: string) =>
  shipments.findLast((one) => one.locationId === locationId);

/** What has become of a parcel on its way. */
export type ParcelNews = 'out-for-delivery' | 'exception';

export function parcelLetter({ order, link }: Told, news: ParcelNews): Letter {
  const t = words[order.language];
  return plainLetter(t[news](order.number), t[`${news}-text`], button(t.follow, link));
}

/** What somebody has done to it, and where to see what it is now. */
export function changedLetter({ order, link, timeZone }: ToldWhen): Letter {
  const t = words[order.language];
  const text = [t.changedText, ...whenOf(order, timeZone)].join(' ');
  return plainLetter(t.changed(order.number), text, button(t.follow, link));
}

export function returnLetter({ order, link }: Told): Letter {
  const t = words[order.language];
  return plainLetter(t.returnAsked(order.number), t.returnText, button(t.follow, link));
}

export function refusedReturnLetter({ order, link }: Told): Letter {
  const t = words[order.language];
  return plainLetter(t.returnRefused(order.number), t.returnRefusedText, button(t.follow, link));
}

const plainLetter = (subject: string, text: string, key: ReturnType<typeof button>): Letter => ({
  subject,
  preview: text,
  blocks: [{ kind: 'heading', text: subject }, { kind: 'paragraph', text }, key],
});

export function cancelledLetter({ order, link }: Told): Letter {
  const t = words[order.language];
  return plainLetter(t.cancelled(order.number), t.cancelledText, button(t.follow, link));
}

export function refundedLetter({ order, link }: Told, refund: Refund): Letter {
  const t = words[order.language];
  const atBankMinor = moneyOf(refund) - refund.movedMinor - refund.giftMinor;
  const text = atBankMinor > 0 ? t.refundedText : t.refundedBesideText;
  return {
    subject: t.refunded(order.number),
    preview: text,
    blocks: [
      { kind: 'heading', text: t.refunded(order.number) },
      {
        kind: 'rows',
        rows: [
          { label: t.amount, value: moneyText(moneyOf(refund) - refund.movedMinor, order), strong: true },
          ...(refund.movedMinor > 0 ? [{ label: t.moved, value: moneyText(refund.movedMinor, order) }] : []),
          ...(refund.giftMinor > 0 ? [{ label: t.giftBack, value: moneyText(refund.giftMinor, order) }] : []),
          ...(refund.points > 0 ? [{ label: t.pointsBack, value: countText(refund.points, order) }] : []),
        ],
      },
      { kind: 'paragraph', text },
      button(t.follow, link),
    ],
  };
}
