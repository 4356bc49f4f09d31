/** A built web app's files, read once, and packed once when they are first asked for: they are few, and every visitor asks for the same. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { RequestHandler } from 'express';

/** The smaller first. */
const pack = { br: promisify(brotliCompress), gzip: promisify(gzip) };
type Coding = keyof typeof pack;
const codings = Object.keys(pack) as Coding[];

/** Pictures and fonts are packed already. */
const types: Readonly<Record<string, Readonly<{ type: string; isPacked?: true }>>> = {
  '.js': { type: 'text/javascript; charset=utf-8' },
  '.css': { type: 'text/css; charset=utf-8' },
  '.png': { type: 'image/png', isPacked: true },
  '.svg': { type: 'image/svg+xml' },
  '.webmanifest': { type: 'application/manifest+json' },
  '.woff2': { type: 'font/woff2', isPacked: true },
  '.jpg': { type: 'image/jpeg', isPacked: true },
};

/**
 * GET of a file in the folder. Pages are no files: what has another ending is left to who comes next, and so is a name that is not there,
 * but under `/assets`, where a page would be kept as the script that was asked for.
 */
export function webFiles(folder: string): RequestHandler {
  const kept = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name): [string, Kept][] => {
      const of = types[path.extname(name)];
      return of ? [[`/${name}`, keep(readFileSync(path.join(folder, name)), of)]] : [];
    }),
  );
  return async (request, response, next) => {
    const isAsset = request.path.startsWith('/assets/');
    const file = kept.get(request.path);
    if (!file) return isAsset ? void response.status(404).end() : next();
    // The smallest that is taken: browsers name all they take as equally dear to them, and gzip before the others.
    const coding = file.codings.find((one) => request.acceptsEncodings(one) === one);
    response.set({
      'Content-Type': file.type,
      // A name under /assets holds a hash of what is in the file.
      'Cache-Control': isAsset ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      // Scripts and fonts that a CDN hands out are asked for across origins.
      'Access-Control-Allow-Origin': '*',
      Vary: 'Accept-Encoding',
      ...(coding ? { 'Content-Encoding': coding } : {}),
    });
    response.send(coding ? await file.packed(coding) : file.plain);
  };
}

type Kept = ReturnType<typeof keep>;
function keep(plain: Buffer, { type, isPacked }: (typeof types)[string]) {
  const done = new Map<Coding, Promise<Buffer>>();
  return {
    type,
    plain,
    codings: isPacked ? [] : codings,
    packed(coding: Coding): Promise<Buffer> {
      const packed = done.get(coding) ?? pack[coding](plain);
      done.set(coding, packed);
      return packed;
    },
  };
}
