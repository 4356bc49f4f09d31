/** A paper for one reader. */
import { streamed } from '@comptoir/service-kit';
import type { Response } from 'express';

export function sendPdf(response: Response, name: string, bytes: Buffer): typeof streamed {
  response
    .set({ 'cache-control': 'no-store', 'content-disposition': `inline; filename="${name}"` })
    .type('pdf')
    .send(bytes);
  return streamed;
}
