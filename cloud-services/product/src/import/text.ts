/** Bytes of a request to text, and text to lines, holding at most one line in memory. */

/** @throws TypeError when the bytes are not UTF-8. A byte order mark is taken off. */
export async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/**
 * A spreadsheet's CSV: UTF-8, UTF-16 with its mark, else Windows-1252, which Excel writes in Québec. The first character
 * beyond ASCII tells which; whatever of the rest is in another encoding is refused, because nobody guesses with names.
 * @throws TypeError when the bytes are not what they began as. A byte order mark is taken off.
 */
export async function* decodeSpreadsheet(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let isBeginning = true;
  let held: Uint8Array = new Uint8Array();
  for await (const chunk of bytes) {
    if (decoder) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    const all = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const beyond = all.findIndex((byte) => byte >= 0x80);
    const at = beyond === -1 ? all.length : beyond;
    if (at > 0) yield Buffer.from(all.subarray(0, at)).toString('latin1');
    isBeginning &&= at === 0;
    held = all.subarray(at);
    if (held.length < longestCharacter) continue;
    decoder = decoderOf(held, isBeginning);
    yield decoder.decode(held, { stream: true });
  }
  if (!decoder && held.length > 0) {
    decoder = decoderOf(held, isBeginning);
    yield decoder.decode(held, { stream: true });
  }
  if (decoder) yield decoder.decode();
}

/** In UTF-8, in bytes. */
const longestCharacter = 4;

function decoderOf(bytes: Uint8Array, isBeginning: boolean) {
  const mark = isBeginning ? (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0) : 0;
  if (mark === 0xfffe) return new TextDecoder('utf-16le', { fatal: true });
  if (mark === 0xfeff) return new TextDecoder('utf-16be', { fatal: true });
  return new TextDecoder(beginsAsUtf8(bytes) ? 'utf-8' : 'windows-1252', { fatal: true });
}

function beginsAsUtf8(bytes: Uint8Array): boolean {
  const [lead = 0] = bytes;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length));
    return true;
  } catch {
    return false;
  }
}

export const lineLengthMax = 65_536;

/** A line over `lineLengthMax` comes as `undefined`; its rest is passed over. */
export async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string | undefined> {
  let rest = '';
  let passing = false;
  for await (const text of texts) {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      yield passing || part.length > lineLengthMax ? undefined : part;
      passing = false;
    }
    if (rest.length > lineLengthMax) {
      passing = true;
      rest = '';
    }
  }
  if (passing || rest !== '') yield passing ? undefined : rest;
}
