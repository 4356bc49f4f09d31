import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seal, unseal } from './sealed.ts';

const key = randomBytes(32);
const sealed = (bytes: Buffer, label = 'a') => buffer(Readable.from([bytes]).pipe(seal(key, label)));
const opened = (bytes: Buffer, label = 'a', by = key) => {
  const stream = unseal(by, label);
  stream.end(bytes);
  return buffer(stream);
};
/** Around the edges of chunks, where the last one is told from the others. */
const sizes = [0, 1, 1_048_575, 1_048_576, 1_048_577, 2_097_152, 3_000_000];

test.each(sizes)('N7: what was sealed is read again: %i bytes', async (size) => {
  const plain = randomBytes(size);
  expect((await opened(await sealed(plain))).equals(plain)).toBe(true);
});

test('N7: a sealed file that was cut, altered, lengthened, renamed or sealed by another key is refused', async () => {
  const plain = randomBytes(2_097_152 + 5);
  const whole = await sealed(plain);
  await expect(opened(whole, 'b')).rejects.toThrow('altered');
  await expect(opened(whole, 'a', randomBytes(32))).rejects.toThrow('another key');
  await expect(opened(Buffer.concat([whole, Buffer.from([0])]))).rejects.toThrow('altered');
  // Exactly at the end of a chunk, where what is left looks whole.
  await expect(opened(whole.subarray(0, 36 + 1_048_576 + 16))).rejects.toThrow('altered');
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.boolean(), async (at, isCut) => {
      const bad = Buffer.from(isCut ? whole.subarray(0, at) : whole);
      if (!isCut) bad.writeUInt8(bad.readUInt8(at) ^ 1, at);
      await expect(opened(bad)).rejects.toThrow();
    }),
    { numRuns: 20 },
  );
});
