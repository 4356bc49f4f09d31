/** What customers read by SMS. */

import { orderNumber } from '@comptoir/sync-protocol/ids/order-number';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { septetsOf } from '../src/letters/gsm7.ts';
import { smsText, steps } from '../src/letters/sms.ts';
import type { Order } from '../src/store/orders.ts';

test.each([
  ['an empty text', '', 0],
  ['letters, accents that are in it, and a sum', 'À payé: 12,50 $'.replace('À', 'à'), 15],
  ['signs that count twice', '[€]', 6],
  ['a circumflex', 'prête', Infinity],
  ['a curled apostrophe', 'l’ordre', Infinity],
  ['a small c with a cedilla', 'reçu', Infinity],
])('%s takes its septets', (_, text, septets) => expect(septetsOf(text)).toBe(septets));

const parcels = fc.record({
  carrier: fc.option(fc.constantFrom('Laurentien', 'Postes Canada – Côté', 'X'.repeat(150))),
  trackingNumber: fc.option(fc.string({ maxLength: 60 })),
  url: fc.option(fc.webUrl({ withQueryParameters: true })),
  shippedAt: fc.constant('2026-12-02T15:00:00Z'),
});
const part = (locationId: string) => ({ locationId, lines: [], state: 'handed-over' as const });
/** An order of which nothing else is told here. */
const kept = {
  ...{ status: 'preparing' as const, locationId: 'mtl', removed: [], frozen: { lines: [] } as never },
  preparations: [part('mtl'), part('que')],
};
const told = fc.record({
  language: fc.constantFrom('fr' as const, 'en' as const),
  number: fc.uint8Array({ minLength: 7, maxLength: 7 }).map(orderNumber),
  collectCode: fc.option(fc.stringMatching(/^\d{6}$/)),
  shipments: fc.array(parcels, { maxLength: 2 }),
  giftCard: fc.constantFrom(null, { kind: 'exchange' } as NonNullable<Order['giftCard']>),
});
const refunds = fc.record({
  amountMinor: fc.nat(99_999_999),
  movedMinor: fc.constant(0),
  pointsMinor: fc.constant(0),
  returnCode: fc.constantFrom(null, 'defective' as const),
});

test('O3: each step is told in one SMS, in both languages, that names the order and who writes', () =>
  fc.assert(
    fc.property(fc.constantFrom(...steps), told, refunds, fc.boolean(), (step, order, refund, isPart) => {
      const about = { refund, locationId: isPart ? 'que' : undefined };
      const text = smsText(step, { ...kept, ...order }, about);
      expect(septetsOf(text), text).toBeLessThanOrEqual(160);
      expect(text).toContain(order.number);
      expect(text).toMatch(/^Comptoir\. /);
    }),
  ));

const order = { ...kept, number: 'C-7F3K-92QD', giftCard: null, collectCode: '4821', shipments: [] };
const refund = { amountMinor: 123_450, movedMinor: 0, pointsMinor: 0, returnCode: 'defective' } as const;
test.each([
  [
    'ready-to-collect',
    'fr',
    'Comptoir. Votre commande C-7F3K-92QD vous attend en magasin. Code à dire au comptoir: 4821',
  ],
  [
    'refunded',
    'fr',
    'Comptoir. Votre retour de la commande C-7F3K-92QD est arrivé. Montant rendu: 1 234,50 $',
  ],
  ['refunded', 'en', 'Comptoir. What you sent back of order C-7F3K-92QD has come. Given back: $1,234.50'],
  ['shipped', 'en', 'Comptoir. Parcel 2 of 2 of your order C-7F3K-92QD is on its way.'],
] as const)('O3: %s reads in %s as people write', (step, language, text) =>
  expect(smsText(step, { ...order, language }, { refund, locationId: 'que' })).toBe(text),
);
