/**
 * A stream that only whoever has the key can read, and that cannot be cut, reordered or exchanged unseen: AES-256-GCM over
 * chunks, each numbered and the last one marked. Source: Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption
 * and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015 (STREAM).
 *
 * Bytes: `CSB1`, 32 bytes of salt, then chunks of up to 1 MiB, each followed by its tag. The key of a stream is derived from
 * the salt and its label, so that one sealed file cannot stand in for another.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Transform } from 'node:stream';

const magic = Buffer.from('CSB1');
const saltBytes = 32;
const headBytes = magic.length + saltBytes;
const tagBytes = 16;
const chunkBytes = 1_048_576;
/** 2³² chunks are 4 PiB. */
const chunksMax = 2 ** 32;

/** @param label what the stream is, told again by whoever opens it. */
export function seal(key: Buffer, label: string): Transform {
  const salt = randomBytes(saltBytes);
  const streamKey = keyOf(key, salt, label);
  return inChunks(chunkBytes, {
    begin: () => Buffer.concat([magic, salt]),
    chunk: (plain, index, isLast) => {
      const cipher = createCipheriv('aes-256-gcm', streamKey, nonceOf(index, isLast));
      return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
  });
}

/** @throws (the stream's error) when the key or the label is another, or a byte was changed, added or taken away. */
export function unseal(key: Buffer, label: string): Transform {
  let streamKey: Buffer | undefined;
  return inChunks(chunkBytes + tagBytes, {
    headBytes,
    head: (head) => {
      if (!head.subarray(0, magic.length).equals(magic)) throw new Error(`${label} is no sealed file`);
      streamKey = keyOf(key, head.subarray(magic.length), label);
    },
    chunk: (sealed, index, isLast) => {
      if (!streamKey || sealed.length < tagBytes) throw new Error(`${label} was cut short`);
      const end = sealed.length - tagBytes;
      const decipher = createDecipheriv('aes-256-gcm', streamKey, nonceOf(index, isLast));
      decipher.setAuthTag(sealed.subarray(end));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
      } catch (error) {
        throw new Error(`${label} was altered, or was sealed with another key`, { cause: error });
      }
    },
  });
}

const keyOf = (key: Buffer, salt: Buffer, label: string) =>
  Buffer.from(hkdfSync('sha256', key, salt, `comptoir backup ${label}`, 32));

function nonceOf(index: number, isLast: boolean): Buffer {
  if (index >= chunksMax) throw new Error('the stream is too long to be sealed');
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

type Chunked = Readonly<{
  begin?: () => Buffer;
  headBytes?: number;
  head?: (bytes: Buffer) => void;
  chunk: (bytes: Buffer, index: number, isLast: boolean) => Buffer;
}>;

/** Gathers bytes into pieces of `size`; the last one, known only at the end, may be shorter, and is never left out. */
function inChunks(size: number, { begin, headBytes: wanted = 0, head, chunk }: Chunked): Transform {
  let parts: Buffer[] = [];
  let held = 0;
  let index = 0;
  let missingHead = wanted;
  const take = (count: number): Buffer => {
    const all = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    parts = [all.subarray(count)];
    held = all.length - count;
    return all.subarray(0, count);
  };
  const begun = begin?.();
  const stream = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      parts.push(bytes);
      held += bytes.length;
      try {
        if (missingHead > 0 && held >= missingHead) {
          head?.(take(missingHead));
          missingHead = 0;
        }
        // One byte more than a chunk: only then it is known not to be the last.
        while (missingHead === 0 && held > size) this.push(chunk(take(size), index++, false));
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        if (missingHead > 0) throw new Error('a sealed file was cut short');
        this.push(chunk(take(held), index, true));
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  if (begun) stream.push(begun);
  return stream;
}
