import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  base64,
  ed25519PublicKey,
  ed25519Sign,
  formatReceiptToken,
  type ReceiptToken,
  readReceiptToken,
  utf8,
} from '../src/index.ts';

const secretKey = new Uint8Array(32).fill(7);
const sign = (text: string) => base64(ed25519Sign(utf8(text), secretKey));
const keys = (storeNumber: string) => (storeNumber === '012' ? [ed25519PublicKey(secretKey)] : []);

const token: ReceiptToken = {
  number: '012-1-K7QF-000123',
  seq: 4_711,
  hashBeginning: 'AAECAwQFBgcICQ',
  sale: {
    saleId: '0193a0f2-7b1c-7d2e-8a3f-2b5c7d9e1f00',
    soldAt: '2026-11-24T15:04:00.000Z',
    taxMode: 'added-per-invoice',
    taxes: [
      { code: 'GST', rate: '5', baseMinor: 4_999, amountMinor: 250 },
      { code: 'QST', rate: '9.975', baseMinor: 4_999, amountMinor: 499 },
    ],
    lines: [
      { productId: '0193a0f2-7b1c-7d2e-8a3f-2b5c7d9e1f01', quantity: '2', amountMinor: 4_999, taxes: [0, 1] },
      { productId: 'bread', quantity: '0.345', amountMinor: 649, taxes: [] },
    ],
    tenders: [
      { kind: 'card', amountMinor: 4_000, last4: '0042' },
      { kind: 'cash', amountMinor: 2_400 },
    ],
  },
};

test('E3: a receipt’s code is short enough to print, and says at any store what was sold and how it was paid', () => {
  const text = formatReceiptToken(token, sign);
  expect(text.length).toBeLessThanOrEqual(400);
  expect(readReceiptToken(text, keys)).toEqual(token);
});

test('E3: a code that is altered anywhere, or signed by a key of no store of ours, proves nothing', () => {
  const text = formatReceiptToken(token, sign);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom(...'0A9z:.*,~-'), (at, put) => {
      const altered = text.slice(0, at) + put + text.slice(at + 1);
      if (altered !== text) expect(readReceiptToken(altered, keys)).toBeNull();
    }),
    { numRuns: 300 },
  );
  expect(readReceiptToken(text.replace('012-1', '013-1'), keys)).toBeNull();
});

test('E3: a sale with more lines than a code can hold is still proven genuine, without its lines', () => {
  const [line] = token.sale.lines ?? [];
  const lines = Array.from({ length: 60 }, () => ({ ...line, productId: token.sale.saleId }) as never);
  const text = formatReceiptToken({ ...token, sale: { ...token.sale, lines } }, sign);
  expect(text.length).toBeLessThanOrEqual(500);
  expect(readReceiptToken(text, keys)?.sale).toMatchObject({ saleId: token.sale.saleId, lines: null });
});

test('E3: whatever is scanned instead of a receipt is no token, and never an error', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `comptoir:2:${text}`),
      ),
      (text) => {
        expect(readReceiptToken(text, keys)).toBeNull();
      },
    ),
  );
});
