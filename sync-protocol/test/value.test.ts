import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ed25519PublicKey } from '../src/crypto/ed25519.ts';
import { parseValueCode, shownValueCode, valueCodeOf } from '../src/ids/value-code.ts';
import { readAllowance, signAllowance } from '../src/records/allowance.ts';

const codes = fc.uint8Array({ minLength: 9, maxLength: 9 }).map(valueCodeOf);

test('E2: a code is read however it is typed; one symbol wrong, or two neighbours exchanged, is no code', () => {
  fc.assert(
    fc.property(
      codes,
      fc.nat(14),
      fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
      (code, at, symbol) => {
        expect(parseValueCode(` ${shownValueCode(code).toLowerCase()} `)).toBe(code);
        const wrong = code.slice(0, at) + symbol + code.slice(at + 1);
        expect(parseValueCode(wrong)).toBe(wrong === code ? code : null);
        const [left = '', right = ''] = [code[at], code[at + 1]];
        const exchanged = code.slice(0, at) + right + left + code.slice(at + 2);
        // Of all pairs, Luhn misses the first symbol beside the last: 0Z, as it misses 09.
        if (left !== right && `${left}${right}` !== '0Z' && `${left}${right}` !== 'Z0')
          expect(parseValueCode(exchanged)).toBeNull();
      },
    ),
  );
  expect(parseValueCode('00412000002203')).toBeNull();
});

test('E2: an allowance that head office did not sign, or that was raised at the store, is none', () => {
  const secretKey = new Uint8Array(32).fill(3);
  const publicKey = ed25519PublicKey(secretKey);
  const given = {
    ...{ allowanceId: '0193a0f2-7b1c-7d2e-8a3f-2b5c7d9e1f00', storeId: 's-1', currency: 'CAD' as const },
    ...{ amountMinor: 20_000, expiresAt: '2026-12-01T00:00:00.000Z' },
  };
  const token = signAllowance(given, secretKey);
  expect(readAllowance(token, publicKey)).toEqual(given);
  const raised = Buffer.from(JSON.stringify({ ...given, amountMinor: 9_999_999 })).toString('base64');
  expect(readAllowance(`${raised}.${token.split('.')[1]}`, publicKey)).toBeNull();
  expect(readAllowance(token, ed25519PublicKey(new Uint8Array(32).fill(4)))).toBeNull();
  for (const text of ['', '.', 'a.b', `${token}.x`]) expect(readAllowance(text, publicKey)).toBeNull();
});
