/** The built web app's files, read and compressed once: they are few, and every visitor asks for the same. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';

type Kept = Readonly<{ type: string; plain: Buffer; packed: Readonly<Partial<Record<Coding, Buffer>>> }>;
type Coding = 'br' | 'gzip';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
/** A font is packed already. */
const isText = (extension: string) => extension !== '.woff2';

export function files(folder: string): RequestHandler {
  const kept = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name): [string, Kept][] => {
      const extension = path.extname(name);
      const type = types[extension];
      if (type === undefined) return [];
      const plain = readFileSync(path.join(folder, name));
      const packed = isText(extension) ? { br: brotliCompressSync(plain), gzip: gzipSync(plain) } : {};
      return [[`/${name}`, { type, plain, packed }]];
    }),
  );
  return (request, response, next) => {
    const file = kept.get(request.path);
    if (!file) return request.path.startsWith('/assets/') ? void response.status(404).end() : next();
    const coding = request.acceptsEncodings('br', 'gzip');
    const packed = coding === 'br' || coding === 'gzip' ? file.packed[coding] : undefined;
    response.set({
      'Content-Type': file.type,
      // A name under /assets holds a hash of what is in the file.
      'Cache-Control': request.path.startsWith('/assets/')
        ? 'public, max-age=31536000, immutable'
        : 'public, max-age=3600',
      // Scripts and fonts that a CDN hands out are asked for across origins.
      'Access-Control-Allow-Origin': '*',
      Vary: 'Accept-Encoding',
      ...(packed ? { 'Content-Encoding': coding as Coding } : {}),
    });
    response.send(packed ?? file.plain);
  };
}
