/**
 * What a picture's own bytes say that it is: its kind and its size, from its head alone. Nothing is unpacked, so a few
 * bytes that would become a huge picture cost nothing here. Pure.
 * Source: RFC 9649 (WebP), 2.4 to 2.7; PNG, 3rd edition, 5.2 and 11.2.1; ITU-T T.81, B.2.2 (JPEG).
 */
export type Measured = Readonly<{ type: 'webp' | 'png' | 'jpg'; width: number; height: number }>;

/** @returns `undefined`: it is none of the three, is broken at its head, or moves. */
export function measure(bytes: Buffer): Measured | undefined {
  const found = webp(bytes) ?? png(bytes) ?? jpeg(bytes);
  return found && found.width > 0 && found.height > 0 ? found : undefined;
}

function webp(bytes: Buffer): Measured | undefined {
  if (bytes.length < 30 || ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 12) !== 'WEBP') return undefined;
  const type = 'webp';
  switch (ascii(bytes, 12, 16)) {
    case 'VP8 ':
      return bytes.readUIntBE(23, 3) === 0x9d012a
        ? { type, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
        : undefined;
    case 'VP8L': {
      const sizes = bytes.readUInt32LE(21);
      return bytes[20] === 0x2f
        ? { type, width: (sizes & 0x3fff) + 1, height: ((sizes >>> 14) & 0x3fff) + 1 }
        : undefined;
    }
    case 'VP8X': {
      const moves = ((bytes[20] ?? 0) & 0b10) !== 0;
      return moves
        ? undefined
        : { type, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    }
    default:
      return undefined;
  }
}

const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function png(bytes: Buffer): Measured | undefined {
  if (bytes.length < 24 || !bytes.subarray(0, 8).equals(pngMark) || ascii(bytes, 12, 16) !== 'IHDR')
    return undefined;
  return { type: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Start of frame, whatever its coding; C4, C8 and CC are other tables. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpeg(bytes: Buffer): Measured | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 <= bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (bytes[at] !== 0xff) return undefined;
    if (isFrame(bytes[at + 1] ?? 0))
      return { type: 'jpg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
  }
  return undefined;
}

const ascii = (bytes: Buffer, from: number, to: number) => bytes.toString('latin1', from, to);
