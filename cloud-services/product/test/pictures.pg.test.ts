import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measure } from '../src/pictures/measure.ts';
import { type House, openHouse } from './harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** The head of a lossless WebP, as long as one is. */
function webp(width: number, height: number, more = 0): Buffer {
  const bytes = Buffer.alloc(40 + more, more);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WEBPVP8L', 8, 'latin1');
  bytes[20] = 0x2f;
  bytes.writeUInt32LE((width - 1) | ((height - 1) << 14), 21);
  return bytes;
}
function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(40);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}
const send = (small: Buffer, middle: Buffer, large: Buffer) =>
  house.call('POST', '/api/v1/products/images', {
    320: small.toString('base64'),
    640: middle.toString('base64'),
    1280: large.toString('base64'),
  });
const refusal = async (answer: Response) => ({
  status: answer.status,
  type: ((await answer.json()) as { type: string }).type.split('/').at(-1),
});

test('P1: a picture is served in three sizes, for ever, and the same one twice is kept once', async () => {
  const [small, middle, large] = [webp(320, 200), webp(640, 400), webp(1280, 800)] as const;
  const answer = await send(small, middle, large);
  expect(answer.status).toBe(201);
  const { url } = (await answer.json()) as { url: string };
  expect(((await (await send(small, middle, large)).json()) as { url: string }).url).toBe(url);
  for (const [size, bytes] of [
    [320, small],
    [1280, large],
  ] as const) {
    const served = await house.shop(url.replace('-1280.', `-${size}.`));
    expect(served.headers.get('content-type')).toBe('image/webp');
    expect(served.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(Buffer.from(await served.arrayBuffer()).equals(bytes)).toBe(true);
  }
});

test('P1: what is no picture is refused whatever it is called, and so is one that would unpack to a wall', async () => {
  const page = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
  expect(await refusal(await send(page, page, page))).toEqual({ status: 422, type: 'not-a-picture' });
  const bomb = png(60_000, 60_000);
  expect(await refusal(await send(bomb, bomb, bomb))).toEqual({ status: 422, type: 'picture-too-large' });
  const other = await send(webp(320, 200), webp(640, 640), webp(1280, 800));
  expect(await refusal(other)).toEqual({ status: 422, type: 'pictures-differ' });
  const heavy = webp(320, 200, 500_000);
  expect((await send(heavy, webp(640, 400), webp(1280, 800))).status).toBeGreaterThanOrEqual(400);
});

test('P1: only head office adds pictures, and a name that there is not is a 404', async () => {
  const answer = await fetch(`${house.address}/api/v1/products/images`, { method: 'POST' });
  expect(answer.status).toBe(401);
  expect((await house.shop(`/api/v1/products/images/${'0'.repeat(32)}-320.webp`)).status).toBe(404);
});

test('P1: any bytes are measured without a fault, and sizes come back as they were written', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void measure(Buffer.from(bytes))));
  const heads = fc.constantFrom(
    'RIFF....WEBPVP8 ',
    'RIFF....WEBPVP8X',
    '\xff\xd8\xff\xe0',
    '\xff\xd8\xff\xc0',
  );
  fc.assert(
    fc.property(
      heads,
      fc.uint8Array({ maxLength: 40 }),
      (head, rest) => void measure(Buffer.concat([Buffer.from(head, 'latin1'), rest])),
    ),
  );
  const side = fc.integer({ min: 1, max: 16_384 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      expect(measure(webp(width, height))).toEqual({ type: 'webp', width, height });
      expect(measure(png(width, height))).toEqual({ type: 'png', width, height });
    }),
  );
});
