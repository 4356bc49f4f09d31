/** A page as it travels: NDJSON rows, then the page's end; gzip where it is understood. */
import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import type { Request, Response } from 'express';
import type { FeedPage } from './page.ts';

export async function sendPage(request: Request, response: Response, page: FeedPage): Promise<void> {
  const { lines, ...end } = page;
  response.status(200).type('application/x-ndjson').set('cache-control', 'no-store');
  response.vary('Accept-Encoding');
  const text = `${[...lines, JSON.stringify(end)].join('\n')}\n`;
  if (!/\bgzip\b/.test(request.get('accept-encoding') ?? '')) return void response.end(text);
  response.set('content-encoding', 'gzip');
  const packer = createGzip({ level: 4 });
  packer.pipe(response);
  packer.end(text);
  await once(packer, 'end');
}
