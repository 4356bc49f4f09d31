/** A request's body on its way to the service: a short one whole, so that it can be sent again; any other counted as it passes and broken off where it goes over the limit. */
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

/** Above this a body is passed on as it comes, and never sent twice. */
const wholeBytesMax = 262_144;

/**
 * @param asStream the route wants bodies passed on as they come (`request_buffering: false`).
 * @returns the body, or undefined when there is none. Rejects when the client broke off.
 */
export async function bodyOf(
  request: IncomingMessage,
  bytesMax: number | undefined,
  asStream: boolean,
): Promise<Buffer | Readable | undefined> {
  const announced = request.headers['content-length'];
  if (request.headers['transfer-encoding'] === undefined && Number(announced ?? 0) === 0) return undefined;
  if (asStream || announced === undefined || Number(announced) > wholeBytesMax)
    return streamOf(request, bytesMax);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * A stream of its own: when the service breaks off, it is destroyed and not the client's connection, on which we still
 * have to say so.
 */
function streamOf(request: IncomingMessage, bytesMax = Number.POSITIVE_INFINITY): Readable {
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
