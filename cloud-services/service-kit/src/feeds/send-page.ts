/** A page as it travels: NDJSON rows, then the page's end; gzip where it is understood. One page may go to many: it is packed once. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import type { FeedPage } from './page.ts';

const packLevel = 4;
const pack = promisify(gzip);
const packedPages = new WeakMap<FeedPage, Promise<Buffer>>();

export async function sendPage(request: Request, response: Response, page: FeedPage): Promise<void> {
  response.status(200).type('application/x-ndjson').set('cache-control', 'no-store');
  response.vary('Accept-Encoding');
  if (!/\bgzip\b/.test(request.get('accept-encoding') ?? '')) return void response.end(textOf(page));
  response.set('content-encoding', 'gzip');
  response.end(await packed(page));
}

function packed(page: FeedPage): Promise<Buffer> {
  const known = packedPages.get(page);
  if (known) return known;
  const packing = pack(textOf(page), { level: packLevel });
  packedPages.set(page, packing);
  return packing;
}

function textOf({ lines, ...end }: FeedPage): string {
  return `${[...lines, JSON.stringify(end)].join('\n')}\n`;
}
