/** Pages and their data on the wire: a phone waits for bytes more than for us. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const pack = promisify(gzip);
/** Below this a packet is a packet. */
const packedFromBytes = 1_000;

export async function sendText(
  request: Request,
  response: Response,
  type: 'html' | 'json',
  text: string,
): Promise<void> {
  response.type(type).vary('Accept-Encoding');
  if (text.length < packedFromBytes || request.acceptsEncodings('gzip') !== 'gzip')
    return void response.send(text);
  response.set('Content-Encoding', 'gzip').send(await pack(text));
}
