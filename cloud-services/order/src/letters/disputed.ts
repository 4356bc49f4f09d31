/** What staff are mailed about a dispute, in the house's two languages: its state, its sum, and until when it may be answered. */
import { derivedId, type Tx } from '@comptoir/service-kit';
import { queueNotification } from '@comptoir/service-kit/notifications/notifications';
import type { Dispute } from '../payment/provider.ts';
import type { Order } from '../store/orders.ts';
import { moneyText } from './rows.ts';

const words = {
  open: ['Litige ouvert', 'Dispute opened'],
  answered: ['Litige répondu', 'Dispute answered'],
  won: ['Litige gagné', 'Dispute won'],
  lost: ['Litige perdu', 'Dispute lost'],
} as const satisfies Record<Dispute['state'], readonly [fr: string, en: string]>;

type To = Readonly<{ mail: string; timeZone: string }>;

export async function tellDisputed(tx: Tx, to: To, order: Order, dispute: Dispute): Promise<void> {
  const day = (at: Date, locale: string): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: to.timeZone }).format(at);
  const [fr, en] = words[dispute.state];
  const isOpen = dispute.state === 'open' && dispute.answerBy !== null;
  const subject = `${fr} · ${en} : ${order.number}`;
  const until = dispute.answerBy;
  await queueNotification(tx, {
    id: derivedId(`order.dispute-${dispute.state}`, dispute.id),
    about: order.id,
    kind: `order.dispute-${dispute.state}`,
    to: { mail: to.mail, name: 'Comptoir' },
    language: 'fr',
    letter: {
      subject,
      preview: subject,
      blocks: [
        { kind: 'heading', text: `${fr} · ${en}` },
        {
          kind: 'rows',
          rows: [
            { label: 'Commande · Order', value: order.number },
            { label: 'Motif · Reason', value: dispute.reason },
            { label: 'Montant · Amount', value: moneyText(dispute.amountMinor, order), strong: true },
            { label: 'Frais · Fee', value: moneyText(dispute.feeMinor, order) },
          ],
        },
        ...(isOpen && until
          ? ([
              {
                kind: 'paragraph',
                text: `Répondez au prestataire avant le ${day(until, 'fr-CA')} : sinon il est perdu.`,
              },
              {
                kind: 'paragraph',
                text: `Answer the provider before ${day(until, 'en-CA')}: otherwise it is lost.`,
              },
            ] as const)
          : []),
      ],
      why: 'pour qui répond des litiges · for whoever answers disputes',
    },
  });
}
