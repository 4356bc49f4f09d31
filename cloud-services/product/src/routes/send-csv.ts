import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { streamed } from '@comptoir/service-kit/http/route';
import type { Response } from 'express';

/** As it is made, so that nobody holds the whole of it. */
export async function sendCsv(
  response: Response,
  name: string,
  file: AsyncIterable<string>,
): Promise<typeof streamed> {
  response.type('text/csv; charset=utf-8').attachment(name);
  await pipeline(Readable.from(file), response);
  return streamed;
}
