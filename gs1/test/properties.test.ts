import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  aiDate,
  checkDigit,
  expandUpcE,
  parseDigitalLink,
  parseGtin,
  parseScan,
  parseVariableMeasure,
  priceVerifier,
} from '../src/index.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const number = (length: number) => digits(length - 1).map((body) => body + checkDigit(body));
const gtin = fc.constantFrom(8, 12, 13, 14).chain(number);
const set82 = fc.stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/);
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2070-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('E1: a GTIN with one digit misread is refused', () =>
  fc.assert(
    fc.property(gtin, fc.nat(13), fc.integer({ min: 1, max: 9 }), (text, place, by) => {
      const at = place % text.length;
      const misread = text.slice(0, at) + ((Number(text[at]) + by) % 10) + text.slice(at + 1);
      expect(parseGtin(text)).toEqual({ ok: true, gtin14: text.padStart(14, '0') });
      expect(parseGtin(misread)).toEqual({ ok: false, why: 'check-digit' });
    }),
  ));

test('E1: whatever is scanned gets an answer, never an error', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc
          .tuple(fc.constantFrom(']C1', ']E0', ']d2', ']Q1', ']x9', ']'), fc.string())
          .map((parts) => parts.join('')),
        fc.string().map((path) => `https://example.ca/01/${path}`),
      ),
      (text) => {
        expect([true, false]).toContain(parseScan(text).ok);
        expect([true, false]).toContain(parseDigitalLink(text).ok);
      },
    ),
  ));

test('E1: product, lot and date come back out of an element string, in any order of theirs', () =>
  fc.assert(
    fc.property(number(14), set82, day, fc.boolean(), (gtin14, lot, useBy, lotLast) => {
      const date = `17${useBy.slice(2).replaceAll('-', '')}`;
      const text = lotLast ? `]C101${gtin14}${date}10${lot}` : `]C110${lot}\u001d${date}01${gtin14}`;
      expect(parseScan(text, useBy)).toMatchObject({ ok: true, symbology: 'GS1-128', gtin14, lot, useBy });
    }),
  ));

test('E1: product, lot and serial come back out of a web address', () =>
  fc.assert(
    fc.property(number(14), set82, set82, (gtin14, lot, serial) => {
      const path = `01/${gtin14}/10/${encodeURIComponent(lot)}/21/${encodeURIComponent(serial)}`;
      expect(parseDigitalLink(`https://example.ca/fr/${path}`)).toMatchObject({
        ok: true,
        gtin14,
        lot,
        serial,
      });
    }),
  ));

test('E1: the price and the weight of an in-store code are those that were printed', () =>
  fc.assert(
    fc.property(digits(5), digits(4), digits(5), (item, price, weight) => {
      const priced = `2${item}${priceVerifier(price)}${price}`;
      const weighed = `21${item}${weight}`;
      expect(
        parseVariableMeasure(priced + checkDigit(priced), { pattern: '2IIIIIVPPPPC', decimals: 2 }),
      ).toEqual({ ok: true, item, priceMinor: Number(price) });
      expect(
        parseVariableMeasure(weighed + checkDigit(weighed), { pattern: '21IIIIIWWWWWC', decimals: 3 }),
      ).toMatchObject({ ok: true, item, weightGrams: Number(weight) });
    }),
  ));

test('E1: a price of an in-store code with one digit misread fails its verifier', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(4, 5).chain(digits),
      fc.nat(4),
      fc.integer({ min: 1, max: 9 }),
      (price, place, by) => {
        const at = place % price.length;
        const misread = price.slice(0, at) + ((Number(price[at]) + by) % 10) + price.slice(at + 1);
        expect(priceVerifier(misread)).not.toBe(priceVerifier(price));
      },
    ),
  ));

test('E1: a date of six digits is read as the year nearest to today', () =>
  fc.assert(
    fc.property(day, day, (date, today) => {
      const ahead = Number(date.slice(0, 4)) - Number(today.slice(0, 4));
      fc.pre(ahead >= -49 && ahead <= 50);
      expect(aiDate(date.slice(2).replaceAll('-', ''), today)).toBe(date);
    }),
  ));

test('E1: eight digits typed or sent by a wedge are a GTIN-8, else a UPC-E, else a misread', () => {
  expect(parseScan('96385074')).toEqual({ ok: true, gtin14: '00000096385074' });
  expect(parseScan('01234505')).toEqual({ ok: true, gtin14: '00012000003455' });
  expect(parseScan('01234506')).toEqual({ ok: false, why: 'check-digit' });
  expect(expandUpcE('01234506').ok).toBe(false);
});

test('E1: a magazine keeps its add-on, a card without GS1 form its text', () => {
  expect(parseScan(`]E3${'977147396801'}${checkDigit('977147396801')}05`)).toEqual({
    ok: true,
    symbology: 'EAN-13',
    gtin14: `0977147396801${checkDigit('977147396801')}`,
    addOn: '05',
  });
  expect(parseScan(']C0CLUB-000123')).toEqual({ ok: true, symbology: 'Code 128', text: 'CLUB-000123' });
  expect(parseScan('CLUB-000123')).toEqual({ ok: true, text: 'CLUB-000123' });
  expect(parseScan('https://example.ca/aide')).toEqual({ ok: false, why: 'not-a-product' });
});

test('E1: a price finer than the cent is told by its decimals, and never rounded', () => {
  const scan = parseScan(']e0019055123400006731030003453933978001234');
  expect(scan).toMatchObject({ priceDecimals: 3, currencyNumeric: '978' });
  expect(scan).not.toHaveProperty('priceMinor');
  expect(parseScan(']e0019055123400006731030003453933978001230')).toMatchObject({ priceMinor: 123 });
});

test('E1: a code that contradicts itself is refused', () => {
  expect(parseScan(']C110LOT1\u001d10LOT2')).toEqual({ ok: false, why: 'content' });
  expect(parseScan(']C110LOT1\u001d10LOT1')).toMatchObject({ ok: true, lot: 'LOT1' });
  expect(parseDigitalLink('https://example.ca/01/09506000134352?10=A&10=B').ok).toBe(false);
  expect(parseDigitalLink('https://example.ca/01/09506000134352?21=S1').ok).toBe(false);
});
