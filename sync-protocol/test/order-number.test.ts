import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderNumber, parseOrderNumber } from '../src/ids/order-number.ts';

const random = fc.uint8Array({ minLength: 8, maxLength: 8 });

test('O1: a number reads as C-7F3K-92QD, without signs that are taken for one another', () => {
  fc.assert(
    fc.property(random, (bytes) => {
      expect(orderNumber(bytes)).toMatch(/^C-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
    }),
  );
});

test('O1: what a person types of it is understood, in any case and spacing', () => {
  fc.assert(
    fc.property(random, (bytes) => {
      const number = orderNumber(bytes);
      expect(parseOrderNumber(number)).toBe(number);
      expect(parseOrderNumber(` ${number.slice(2).replace('-', ' ').toLowerCase()}`)).toBe(number);
    }),
  );
});

test('O1: one wrong sign is always found', () => {
  const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  fc.assert(
    fc.property(random, fc.nat(7), fc.nat(31), (bytes, place, other) => {
      const code = orderNumber(bytes).slice(2).replace('-', '');
      const wrong = code.slice(0, place) + signs[other] + code.slice(place + 1);
      expect(parseOrderNumber(wrong)).toBe(wrong === code ? orderNumber(bytes) : undefined);
    }),
  );
});
