/** A request's body on its way to the service, counted as it passes and broken off where it goes over the limit. */
import type { IncomingMessage } from 'node:http';
import { type Readable, Transform } from 'node:stream';

export class BodyTooLarge extends Error {
  readonly bytesMax: number;
  constructor(bytesMax: number) {
    super(`the body has more than ${bytesMax} bytes`);
    this.name = 'BodyTooLarge';
    this.bytesMax = bytesMax;
  }
}

/**
 * @returns the body to send, or undefined when there is none. It is a stream of its own: when the service breaks off,
 * that stream is destroyed and not the client's connection, on which we still have to say so.
 */
export function bodyOf(request: IncomingMessage, bytesMax = Number.POSITIVE_INFINITY): Readable | undefined {
  const chunked = request.headers['transfer-encoding'] !== undefined;
  if (!chunked && Number(request.headers['content-length'] ?? 0) === 0) return undefined;
  let bytes = 0;
  const body = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > bytesMax) done(new BodyTooLarge(bytesMax));
      else done(null, chunk);
    },
  });
  // Whoever reads from it sees the error; without a listener of its own it would end the process.
  body.on('error', () => request.unpipe(body));
  request.once('close', () => {
    if (!request.complete) body.destroy(new Error('the client broke off'));
  });
  return request.pipe(body);
}
