import { expect, test } from 'vitest';
import { transferPath } from './note-code.ts';

const transferId = '0193a000-0000-7000-8000-0000000000f1';
const known = [{ transferId, number: 'T-7F3K92QD' }];

test('I3: a delivery note opens its transfer by its barcode, and by its QR code also one that nobody has told of', () => {
  expect(transferPath('t-7f3k92qd', known)).toBe(`/livraisons/transferts/${transferId}`);
  expect(transferPath('T-00000000', known)).toBe(undefined);
  expect(transferPath(`comptoir:transfer:${transferId}:lav`, [])).toBe(
    `/livraisons/transferts/${transferId}?de=lav`,
  );
  expect(transferPath('061234567890', known)).toBe(undefined);
});
