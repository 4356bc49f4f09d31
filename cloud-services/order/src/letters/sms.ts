/**
 * What customers read by SMS, in the order's language: who writes, what has become of the order, and what to do. Each is one SMS: words are
 * chosen without ê, ç and curled apostrophes, and what does not fit in any more is left to the mail that goes beside it.
 */
import { exchangeIn } from '../gift-card.ts';
import { parcelOf, preparationsOf } from '../preparations/preparations.ts';
import { moneyOf } from '../refunds.ts';
import type { Order } from '../store/orders.ts';
import type { Refund } from '../store/payments.ts';
import { isOneSms } from './gsm7.ts';
import { shipmentFrom } from './letters.ts';
import { moneyText } from './rows.ts';

type Facts = Readonly<{
  number: string;
  /** Said at the counter. */
  code: string;
  isExchange: boolean;
  /** Which parcel it is of an order that several places send. */
  part: ReturnType<typeof parcelOf>;
  carrier: string | null;
  /** Where the parcel is followed, else its number. */
  track: string | null;
  /** The refund of goods that came back. */
  isReturn: boolean;
  amount: string | null;
}>;
/** What has to be said, then what is said if it fits in. */
type Sentences = readonly [string, ...(string | null)[]];

const french = {
  confirmed: ({ number, isExchange }: Facts): Sentences =>
    isExchange
      ? [`Votre échange ${number} est confirmé.`, "L'étiquette du retour est dans votre courriel."]
      : [`Votre commande ${number} est confirmée.`, 'Merci! Tout est dans votre courriel.'],
  reviewed: ({ number }: Facts): Sentences => [
    `Nous vérifions votre commande ${number}, d'ordinaire en un jour ouvrable.`,
    "Rien n'est prélevé d'ici là.",
  ],
  changed: ({ number }: Facts): Sentences => [
    `Votre commande ${number} est modifiée.`,
    'Tout est dans votre courriel.',
  ],
  'ready-to-collect': ({ number, code }: Facts): Sentences => [
    `Votre commande ${number} vous attend en magasin. Code à dire au comptoir: ${code}`,
  ],
  shipped: ({ number, part, carrier, track }: Facts): Sentences => [
    part
      ? `Le colis ${part.number} de ${part.of} de votre commande ${number} est en route.`
      : `Votre commande ${number} est en route.`,
    track,
    carrier && `Remise à ${carrier}.`,
  ],
  'out-for-delivery': ({ number }: Facts): Sentences => [`Votre commande ${number} arrive aujourd'hui.`],
  exception: ({ number }: Facts): Sentences => [
    `La livraison de votre commande ${number} a été manquée.`,
    'Le suivi dit ce qui vient ensuite.',
  ],
  delivered: ({ number, part }: Facts): Sentences => [
    part
      ? `Le colis ${part.number} de ${part.of} de votre commande ${number} est livré.`
      : `Votre commande ${number} est livrée.`,
  ],
  cancelled: ({ number }: Facts): Sentences => [
    `Votre commande ${number} est annulée.`,
    'Tout ce qui a été payé vous est rendu.',
  ],
  refunded: ({ number, isReturn, amount }: Facts): Sentences => [
    isReturn
      ? `Votre retour de la commande ${number} est arrivé.`
      : `Remboursement de votre commande ${number}.`,
    amount && `Montant rendu: ${amount}`,
  ],
  'return-asked': ({ number }: Facts): Sentences => [
    `Le retour de votre commande ${number} est annoncé.`,
    "L'étiquette est dans votre courriel.",
  ],
  'return-refused': ({ number }: Facts): Sentences => [
    `Votre retour de la commande ${number} n'est pas accepté.`,
    'Tout est dans votre courriel.',
  ],
};

const english: typeof french = {
  confirmed: ({ number, isExchange }) =>
    isExchange
      ? [`Your exchange ${number} is confirmed.`, 'The label of the return is in your e-mail.']
      : [`Your order ${number} is confirmed.`, 'Thank you! All of it is in your e-mail.'],
  reviewed: ({ number }) => [
    `We are checking your order ${number}, usually within one business day.`,
    'Until then nothing is charged.',
  ],
  changed: ({ number }) => [`Your order ${number} is changed.`, 'All of it is in your e-mail.'],
  'ready-to-collect': ({ number, code }) => [
    `Your order ${number} is ready in store. Code to say at the counter: ${code}`,
  ],
  shipped: ({ number, part, carrier, track }) => [
    part
      ? `Parcel ${part.number} of ${part.of} of your order ${number} is on its way.`
      : `Your order ${number} is on its way.`,
    track,
    carrier && `Handed to ${carrier}.`,
  ],
  'out-for-delivery': ({ number }) => [`Your order ${number} arrives today.`],
  exception: ({ number }) => [
    `The delivery of your order ${number} was missed.`,
    'Tracking says what comes next.',
  ],
  delivered: ({ number, part }) => [
    part
      ? `Parcel ${part.number} of ${part.of} of your order ${number} has been delivered.`
      : `Your order ${number} has been delivered.`,
  ],
  cancelled: ({ number }) => [`Your order ${number} is cancelled.`, 'All that was paid goes back to you.'],
  refunded: ({ number, isReturn, amount }) => [
    isReturn ? `What you sent back of order ${number} has come.` : `Refund of your order ${number}.`,
    amount && `Given back: ${amount}`,
  ],
  'return-asked': ({ number }) => [
    `The return of your order ${number} is announced.`,
    'Its label is in your e-mail.',
  ],
  'return-refused': ({ number }) => [
    `Your return of order ${number} is not accepted.`,
    'All of it is in your e-mail.',
  ],
};

export type Step = keyof typeof french;
export const steps = Object.keys(french) as Step[];

const sentences = { fr: french, en: english };

type Told = Parameters<typeof preparationsOf>[0] &
  Pick<Order, 'language' | 'number' | 'collectCode' | 'shipments' | 'giftCard'>;
type ToldRefund = Parameters<typeof moneyOf>[0] & Pick<Refund, 'movedMinor' | 'returnCode'>;
/** What it is about: a refund, or what one of several places sends. */
type About = Readonly<{ refund?: ToldRefund | undefined; locationId?: string | undefined }>;

export function smsText(step: Step, order: Told, about: About = {}): string {
  const [first, ...more] = sentences[order.language][step](factsOf(order, about));
  let text = `Comptoir. ${first}`;
  for (const sentence of more) {
    const longer = sentence ? `${text} ${sentence}` : text;
    if (isOneSms(longer)) text = longer;
  }
  return text;
}

function factsOf(order: Told, { refund, locationId }: About): Facts {
  const parcel = locationId === undefined ? order.shipments.at(-1) : shipmentFrom(order, locationId);
  const backMinor = refund ? moneyOf(refund) - refund.movedMinor : 0;
  return {
    number: order.number,
    code: order.collectCode ?? order.number,
    isExchange: exchangeIn(order.giftCard) !== null,
    part: locationId === undefined ? null : parcelOf(preparationsOf(order), locationId),
    carrier: parcel?.carrier ?? null,
    track: parcel?.url ?? parcel?.trackingNumber ?? null,
    isReturn: refund !== undefined && refund.returnCode !== null,
    // An amount is written with spaces that no SMS has.
    amount: backMinor > 0 ? moneyText(backMinor, order).replace(/\s/g, ' ') : null,
  };
}
