/** The catalogue's pictures under our own address, so that a page needs one connection only. They never change: kept in memory. */
import type { RequestHandler } from 'express';
import type { Gateway } from '../gateway/gateway.ts';

const kept = new Map<string, Readonly<{ type: string; bytes: Buffer }>>();
const keptMax = 1_000;
const nameOfPicture = /^[a-z0-9]+(?:-[a-z0-9]+)*\.(?:svg|webp|avif|jpg|png)$/;

export const pictures =
  (gateway: Gateway): RequestHandler =>
  async (request, response) => {
    const name = String(request.params.name);
    const picture = kept.get(name) ?? (await load(gateway, name));
    if (!picture) return void response.status(404).end();
    response.set({
      'Content-Type': picture.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
    response.send(picture.bytes);
  };

async function load(gateway: Gateway, name: string) {
  if (!nameOfPicture.test(name)) return undefined;
  const answer = await gateway.file(`/api/v1/products/images/${name}`).catch(() => undefined);
  if (answer?.status !== 200 || !answer.type.startsWith('image/')) return undefined;
  if (kept.size >= keptMax) kept.clear();
  kept.set(name, answer);
  return answer;
}
