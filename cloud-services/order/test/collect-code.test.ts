import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectCode } from '../src/collect-code.ts';

test('O3: a collect code has six digits', () => {
  const random = fc.uint8Array({ minLength: 8, maxLength: 8 });
  fc.assert(fc.property(random, (bytes) => void expect(collectCode(bytes)).toMatch(/^\d{6}$/)));
});
