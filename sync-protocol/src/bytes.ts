/** Bytes to text and back, the same in a browser and in Node. */
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';

const encoder = new TextEncoder();
/** `ignoreBOM`: a byte order mark is content and must come back, or the hash would change. */
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export { bytesToHex, concatBytes, hexToBytes };

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** @returns null when the bytes are not UTF-8. */
export function utf8Text(bytes: Uint8Array): string | null {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Standard base64 with padding (RFC 4648, 4). For hashes, keys, signatures: short values. */
export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @returns null unless `text` is exactly what `base64` writes for some bytes: one value has one text. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return base64(bytes) === text ? bytes : null;
}

export function bytesEqual(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  return left.every((byte, index) => byte === right[index]);
}
