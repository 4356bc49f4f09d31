/** Bytes of a request to text, and text to lines, holding at most one line in memory. */

/** @throws TypeError when the bytes are not UTF-8. A byte order mark is taken off. */
export async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
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
