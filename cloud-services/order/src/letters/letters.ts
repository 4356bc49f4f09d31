/** What customers read by mail, in the order's language. Prices as they are written in Québec; French first. */

import type { Letter, LetterRow } from '@comptoir/service-kit/notifications/notifications';
import { collectProof } from '@comptoir/sync-protocol/ids/collect-proof';
import { decimal as decimalOf, sumOfLine, thousandths } from '../aftercare/removed.ts';
import { type Beside, providerMinor } from '../gift-card.ts';
import type { Preparation } from '../preparations/preparation.ts';
import { parcelOf, preparationsOf } from '../preparations/preparations.ts';
import { moneyOf } from '../refunds.ts';
import { dayText, slotText } from '../slots/words.ts';
import type { Order } from '../store/orders.ts';
import type { Refund } from '../store/payments.ts';

type Told = Readonly<{ order: Order; link: string }>;
/** @param timeZone by whose calendar customers come. */
type ToldWhen = Told & Readonly<{ timeZone: string }>;

const words = {
  fr: {
    confirmed: (number: string) => `Votre commande ${number} est confirmée`,
    thanks: 'Merci! Nous avons bien reçu votre commande et nous la préparons.',
    reviewed: (number: string) => `Nous vérifions votre commande ${number}`,
    reviewedText:
      'Merci! Nous avons bien reçu votre commande. Avant de la préparer, une personne de notre équipe la vérifie, d’ordinaire en un jour ouvrable. D’ici là, le montant est seulement réservé : rien n’est prélevé. Nous vous écrivons dès que c’est fait.',
    follow: 'Suivre la commande',
    shipTo: 'Livraison à',
    collectAt: (when: string) => `Ramassage choisi : ${when}.`,
    shipAt: (when: string) => `Livraison choisie : ${when}.`,
    arrivesOn: (day: string) => `Livraison prévue au plus tard le ${day}.`,
    collectNote:
      'Vous recevrez un courriel dès qu’elle sera prête à ramasser. Gardez ce code pour le comptoir :',
    ready: (number: string) => `Votre commande ${number} est prête`,
    readyText: 'Elle vous attend en magasin. Dites ce code au comptoir :',
    shipped: (number: string) => `Votre commande ${number} est en route`,
    shippedText: (carrier: string) => `Remise à ${carrier}.`,
    shippedPlain: 'Elle vient de quitter notre entrepôt.',
    delivered: (number: string) => `Votre commande ${number} est livrée`,
    deliveredText:
      'Bonne découverte! Ce qui ne convient pas se retourne pendant 30 jours, avec une étiquette.',
    'out-for-delivery': (number: string) => `Votre commande ${number} arrive aujourd’hui`,
    'out-for-delivery-text': 'Le colis est dans le camion de livraison.',
    exception: (number: string) => `La livraison de votre commande ${number} a été manquée`,
    'exception-text': 'Le transporteur n’a pas pu remettre le colis. Le suivi dit ce qui vient ensuite.',
    parcelShipped: (number: string, at: number, of: number) =>
      `Le colis ${at} de ${of} de votre commande ${number} est en route`,
    parcelDelivered: (number: string, at: number, of: number) =>
      `Le colis ${at} de ${of} de votre commande ${number} est livré`,
    parcelRest: 'Le reste de votre commande vient d’un autre endroit, dans un colis à part.',
    inParcels: (count: number) =>
      `Elle vient de ${count} endroits, en ${count} colis, chacun avec son suivi.`,
    track: 'Suivre le colis',
    cancelled: (number: string) => `Votre commande ${number} est annulée`,
    cancelledText:
      'Rien ne vous sera livré, et tout ce qui a été payé vous est rendu sur le même moyen de paiement.',
    refunded: (number: string) => `Remboursement de votre commande ${number}`,
    refundedText:
      'Nous vous avons remboursé sur le moyen de paiement utilisé. Votre banque peut prendre quelques jours à l’inscrire.',
    subtotal: 'Sous-total',
    delivery: 'Livraison',
    free: 'Gratuite',
    total: 'Total',
    points: (count: string) => `Payé avec ${count} points`,
    giftCard: (last4: string) => `Payé avec la carte-cadeau •••• ${last4}`,
    exchanged: (number: string) => `Payé par l’échange de ${number}`,
    exchangedText: (number: string) =>
      `Merci! Nous préparons votre commande dès que votre retour de la commande ${number} est arrivé. Son étiquette est dans un autre courriel.`,
    addedText: (number: string) => `Merci! Ces articles partent avec votre commande ${number}.`,
    moved: 'Payé pour l’échange',
    giftBack: 'dont sur la carte-cadeau',
    due: 'Payé par carte',
    changed: (number: string) => `Votre commande ${number} est modifiée`,
    changedText: 'Le changement est fait. Si elle coûte moins, la différence vous est rendue.',
    returnAsked: (number: string) => `Retour de votre commande ${number}`,
    returnText:
      'Imprimez l’étiquette, joignez-la au colis et envoyez-le. L’argent vous est rendu dès que nous l’avons reçu.',
    returnRefused: (number: string) => `Retour de votre commande ${number} : pas accepté`,
    returnRefusedText:
      'Nous ne pouvons pas accepter ce retour, et rien n’est remboursé. Si vous pensez que c’est une erreur, répondez à ce courriel.',
    amount: 'Montant remboursé',
    pointsBack: 'Points rendus',
    reason: 'Motif',
    taxes: { GST: 'TPS', QST: 'TVQ', HST: 'TVH', PST: 'TVP' } as Readonly<Record<string, string>>,
  },
  en: {
    confirmed: (number: string) => `Your order ${number} is confirmed`,
    thanks: 'Thank you! We have your order and are preparing it.',
    reviewed: (number: string) => `We are checking your order ${number}`,
    reviewedText:
      'Thank you! We have your order. Before we prepare it, somebody of our team checks it, usually within one business day. Until then the amount is only held: nothing is charged. We write to you as soon as it is done.',
    follow: 'Track the order',
    shipTo: 'Delivery to',
    collectAt: (when: string) => `Chosen pickup: ${when}.`,
    shipAt: (when: string) => `Chosen delivery: ${when}.`,
    arrivesOn: (day: string) => `Delivery expected by ${day}.`,
    collectNote:
      'You will receive an email as soon as it is ready to collect. Keep this code for the counter:',
    ready: (number: string) => `Your order ${number} is ready`,
    readyText: 'It is waiting for you in store. Say this code at the counter, or show the picture:',
    shipped: (number: string) => `Your order ${number} is on its way`,
    shippedText: (carrier: string) => `Handed to ${carrier}.`,
    shippedPlain: 'It has just left our warehouse.',
    delivered: (number: string) => `Your order ${number} has been delivered`,
    deliveredText: 'Enjoy! What does not suit you can be sent back for 30 days, with a label.',
    'out-for-delivery': (number: string) => `Your order ${number} arrives today`,
    'out-for-delivery-text': 'The parcel is in the delivery van.',
    exception: (number: string) => `The delivery of your order ${number} was missed`,
    'exception-text': 'The carrier could not hand over the parcel. Tracking says what comes next.',
    parcelShipped: (number: string, at: number, of: number) =>
      `Parcel ${at} of ${of} of your order ${number} is on its way`,
    parcelDelivered: (number: string, at: number, of: number) =>
      `Parcel ${at} of ${of} of your order ${number} has been delivered`,
    parcelRest: 'The rest of your order comes from another place, in a parcel of its own.',
    inParcels: (count: number) =>
      `It comes from ${count} places, in ${count} parcels, each with its own tracking.`,
    track: 'Track the parcel',
    cancelled: (number: string) => `Your order ${number} is cancelled`,
    cancelledText: 'Nothing will be delivered, and all that was paid goes back to the same means of payment.',
    refunded: (number: string) => `Refund of your order ${number}`,
    refundedText:
      'We have refunded the means of payment that you used. Your bank may take a few days to show it.',
    subtotal: 'Subtotal',
    delivery: 'Delivery',
    free: 'Free',
    total: 'Total',
    points: (count: string) => `Paid with ${count} points`,
    giftCard: (last4: string) => `Paid with gift card •••• ${last4}`,
    exchanged: (number: string) => `Paid by the exchange of ${number}`,
    exchangedText: (number: string) =>
      `Thank you! We prepare your order as soon as what you send back of order ${number} has come. Its label is in another e-mail.`,
    addedText: (number: string) => `Thank you! These articles leave with your order ${number}.`,
    moved: 'Paid for the exchange',
    giftBack: 'of which on the gift card',
    due: 'Paid by card',
    changed: (number: string) => `Your order ${number} is changed`,
    changedText: 'The change is made. If it costs less, the difference is given back to you.',
    returnAsked: (number: string) => `Return of your order ${number}`,
    returnText:
      'Print the label, put it with the parcel and send it. You have your money back as soon as we have received it.',
    returnRefused: (number: string) => `Return of your order ${number}: not accepted`,
    returnRefusedText:
      'We cannot accept this return, and nothing is refunded. If you think that this is a mistake, reply to this e-mail.',
    amount: 'Amount refunded',
    pointsBack: 'Points given back',
    reason: 'Reason',
    taxes: {} as Readonly<Record<string, string>>,
  },
};

/** Making one costs more than the rest of a letter. The shop sells in one currency. */
const formats = { fr: formatsOf('fr-CA'), en: formatsOf('en-CA') };

function formatsOf(locale: string) {
  const amount = new Intl.NumberFormat(locale, { style: 'currency', currency: 'CAD' });
  return { amount, whole: new Intl.NumberFormat(locale) };
}

export const moneyText = (amountMinor: number, { language }: Pick<Order, 'language'>): string =>
  formats[language].amount.format(amountMinor / 100);

const whole = (count: number, { language }: Order): string => formats[language].whole.format(count);

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

/** What lies in it, without prices: those of the whole order are on its invoice. */
function partRows(order: Order, { lines, missing = [] }: Preparation): LetterRow[] {
  const known = new Map(order.frozen.lines.map((line) => [line.lineId, line]));
  return lines.flatMap(({ lineId, quantity }) => {
    const line = known.get(lineId);
    const left = thousandths(quantity) - sumOfLine(missing, lineId);
    if (!line || left <= 0) return [];
    return [{ label: line.names[order.language], value: muchOf(order, line.soldBy, decimalOf(left)) }];
  });
}

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
  return {
    subject: t.refunded(order.number),
    preview: t.refundedText,
    blocks: [
      { kind: 'heading', text: t.refunded(order.number) },
      {
        kind: 'rows',
        rows: [
          { label: t.amount, value: moneyText(moneyOf(refund) - refund.movedMinor, order), strong: true },
          ...(refund.movedMinor > 0 ? [{ label: t.moved, value: moneyText(refund.movedMinor, order) }] : []),
          ...(refund.giftMinor > 0 ? [{ label: t.giftBack, value: moneyText(refund.giftMinor, order) }] : []),
          ...(refund.points > 0 ? [{ label: t.pointsBack, value: whole(refund.points, order) }] : []),
        ],
      },
      { kind: 'paragraph', text: t.refundedText },
      button(t.follow, link),
    ],
  };
}

const muchOf = (order: Order, soldBy: 'piece' | 'weight', quantity: string): string =>
  soldBy === 'weight' ? `${decimal(quantity, order)}\u00a0kg` : `× ${decimal(quantity, order)}`;

const lineRows = (order: Order): LetterRow[] => {
  const priced = new Map(order.frozen.priced.lines.map((line) => [line.id, line]));
  return order.frozen.lines.map(({ lineId, names, soldBy, quantity, amountMinor }) => {
    const much = muchOf(order, soldBy, quantity);
    const savings = (priced.get(lineId)?.discounts ?? []).map(({ reason, amountMinor: off }) =>
      `${reason?.[order.language] ?? ''} ${moneyText(-off, order)}`.trim(),
    );
    return {
      label: names[order.language],
      detail: [much, ...savings].join(' · '),
      value: moneyText(amountMinor, order),
    };
  });
};

/** Prices and quantities as they are written in Québec: `0,345`. */
const decimal = (figure: string, { language }: Order): string =>
  language === 'fr' ? figure.replace('.', ',') : figure;

/** As people of the order's language call a tax. */
export const taxName = (code: string, { language }: Pick<Order, 'language'>): string =>
  words[language].taxes[code] ?? code;

const besideText = (beside: Beside, { language }: Order): string =>
  beside.kind === 'exchange'
    ? words[language].exchanged(beside.number)
    : words[language].giftCard(beside.last4);

/** From the subtotal to what was paid by card. */
export function totalRowsOf(order: Order): LetterRow[] {
  const t = words[order.language];
  const { giftCard } = order;
  const { points } = order.frozen;
  const { subtotalMinor, deliveryMinor, taxes, totalMinor } = order.frozen.priced;
  return [
    { label: t.subtotal, value: moneyText(subtotalMinor, order) },
    ...(order.deliveryMethod === 'ship'
      ? [{ label: t.delivery, value: deliveryMinor === 0 ? t.free : moneyText(deliveryMinor, order) }]
      : []),
    ...taxes.map(({ code, rate, amountMinor }) => ({
      label: `${taxName(code, order)} (${decimal(rate, order)}${order.language === 'fr' ? ' %' : '%'})`,
      value: moneyText(amountMinor, order),
    })),
    { label: t.total, value: moneyText(totalMinor, order), strong: true },
    ...(points
      ? [{ label: t.points(whole(points.points, order)), value: moneyText(-points.amountMinor, order) }]
      : []),
    ...(giftCard
      ? [{ label: besideText(giftCard, order), value: moneyText(-giftCard.amountMinor, order) }]
      : []),
    ...(points || giftCard ? [{ label: t.due, value: moneyText(providerMinor(order), order) }] : []),
  ];
}
