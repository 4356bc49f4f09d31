import { letterText } from '@comptoir/service-kit/notifications/letter';
import { expect, test } from 'vitest';
import { refundedLetter } from '../src/letters/letters.ts';
import type { Order } from '../src/store/orders.ts';
import type { Refund } from '../src/store/payments.ts';

const order = { language: 'fr', number: 'C-2345-6789' } as Order;
const none = { amountMinor: 1_000, giftMinor: 0, movedMinor: 0, points: 0, pointsMinor: 0 };
const textOf = (refund: object) =>
  letterText(refundedLetter({ order, link: 'https://shop.test' }, { ...none, ...refund } as Refund), 'fr');

test('O3 O4: a refund speaks of a bank only where some of it goes through one', () => {
  expect(textOf({})).toContain('banque');
  expect(textOf({ giftMinor: 400 })).toContain('banque');
  expect(textOf({ giftMinor: 1_000 })).not.toContain('banque');
  expect(textOf({ points: 100, pointsMinor: 1_000 })).not.toContain('banque');
});
