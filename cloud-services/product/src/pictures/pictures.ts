/** Pictures of products, kept in three sizes, by a name that holds a hash of what they show: none ever changes. */
import { createHash } from 'node:crypto';
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import { z } from 'zod';
import { type Measured, measure } from './measure.ts';

/** The longest side of each, in pixels. */
export const pictureSizes = [320, 640, 1280] as const;
type Size = (typeof pictureSizes)[number];

const bytesMax = 400_000;
const base64 = z.base64().max(Math.ceil(bytesMax / 3) * 4, `at most ${bytesMax} bytes`);

/** POST /images: one picture thrice, resized by whoever sends it, none larger than its size says. */
export const pictureRequest = z.strictObject({ 320: base64, 640: base64, 1280: base64 });
export const pictureView = z.object({ url: z.string(), width: z.int(), height: z.int() });

export const pictureName = /^([0-9a-f]{32})-(320|640|1280)\.(webp|png|jpg)$/;

type Sized = Measured & Readonly<{ size: Size; bytes: Buffer }>;

export async function addPicture(tx: Tx, request: z.infer<typeof pictureRequest>, by: string) {
  const pictures = pictureSizes.map((size) => sized(size, Buffer.from(request[size], 'base64')));
  refuseOthers(pictures);
  const hash = createHash('sha256');
  for (const { bytes } of pictures) hash.update(bytes);
  const name = hash.digest('hex').slice(0, 32);
  const nameOf = ({ size, type }: Sized) => `${name}-${size}.${type}`;
  for (const picture of pictures)
    await tx.query(
      'insert into picture (name, bytes, added_by) values ($1, $2, $3) on conflict (name) do nothing',
      [nameOf(picture), picture.bytes, by],
    );
  const largest = pictures[pictures.length - 1] as Sized;
  const { width, height } = largest;
  return { url: `/api/v1/products/images/${nameOf(largest)}`, width, height };
}

function sized(size: Size, bytes: Buffer): Sized {
  const measured = measure(bytes);
  if (!measured)
    throw problem(
      422,
      'not-a-picture',
      'This is no picture that is taken here',
      'Send a still WebP, PNG or JPEG; what it is called does not count.',
    );
  if (Math.max(measured.width, measured.height) > size)
    throw problem(
      422,
      'picture-too-large',
      'The picture has too many pixels',
      `The one of ${size} has ${measured.width} × ${measured.height}: make its longest side ${size} at most.`,
    );
  return { ...measured, size, bytes };
}

/** One picture thrice: of one kind and one shape, but for a pixel of rounding. */
function refuseOthers(pictures: readonly Sized[]): void {
  const [first, ...others] = pictures;
  const isSame = ({ type, width, height }: Sized) =>
    type === first?.type &&
    Math.abs(width * first.height - height * first.width) <=
      Math.max(width, height, first.width, first.height);
  if (!others.every(isSame))
    throw problem(
      422,
      'pictures-differ',
      'These are not one picture in three sizes',
      'Make them from one picture, as one kind of file.',
    );
}

export async function readPicture(database: Database, name: string): Promise<Buffer | undefined> {
  const rows: { bytes: Buffer }[] = await database.query('select bytes from picture where name = $1', [name]);
  return rows[0]?.bytes;
}
