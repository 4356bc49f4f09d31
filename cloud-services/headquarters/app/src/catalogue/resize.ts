/** A picture in the three sizes that the catalogue keeps, made where it was chosen: no service ever unpacks one. */

export const sizes = [320, 640, 1280] as const;
const quality = 0.82;
/** What a browser can unpack without stopping this tab. */
const fileBytesMax = 30_000_000;

export type Resized = Readonly<Record<(typeof sizes)[number], string>>;

/** @throws Error when the browser cannot read it as a picture, or it is too large to try. */
export async function resize(file: Blob): Promise<Resized> {
  if (file.size > fileBytesMax) throw new Error('too large');
  const picture = await createImageBitmap(file);
  try {
    const [small, middle, large] = await Promise.all(sizes.map((size) => inSize(picture, size)));
    return { 320: small ?? '', 640: middle ?? '', 1280: large ?? '' };
  } finally {
    picture.close();
  }
}

/** In base64; never larger than it was. Browsers that write no WebP answer with a PNG: that would be too many bytes of a photograph. */
async function inSize(picture: ImageBitmap, size: number): Promise<string> {
  const scale = Math.min(1, size / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const webp = await blobOf(canvas, 'image/webp');
  return base64Of(webp.type === 'image/webp' ? webp : await blobOf(canvas, 'image/jpeg'));
}

const blobOf = (canvas: HTMLCanvasElement, type: string) =>
  new Promise<Blob>((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('not written'))), type, quality);
  });

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}
