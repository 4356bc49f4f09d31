/**
 * Pictures of products, kept in the store: the till shows them while cut off too. Their names hold a hash of their content,
 * so a picture that is on disk is right for ever, and one that is missing is fetched once.
 */
import { mkdirSync } from 'node:fs';
import { access, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { untraced } from '@comptoir/tracing/untraced';
import { Router } from 'express';

/** Where the catalogue says that pictures are; the agent answers at the same path. */
const picturePath = /^\/api\/v1\/products\/images\/([\w-]{1,120}\.(?:svg|png|webp))$/;
const fetchTimeoutMs = 10_000;
const bytesMax = 1_048_576;
const togetherMax = 4;

export type Pictures = Readonly<{
  router: Router;
  fetchMissing: (urls: readonly string[]) => Promise<number>;
}>;

export function openPictures({
  dataDir,
  cloudUrl,
}: Readonly<{ dataDir: string; cloudUrl: string }>): Pictures {
  const folder = join(dataDir, 'pictures');
  mkdirSync(folder, { recursive: true });

  /** @returns whether the picture is on disk now. What cannot be had is asked for again at the next occasion. */
  async function ensure(name: string): Promise<boolean> {
    const file = join(folder, name);
    if (await isThere(file)) return true;
    try {
      const response = await fetch(`${cloudUrl}/api/v1/products/images/${name}`, {
        headers: { traceparent: untraced() },
        signal: AbortSignal.timeout(fetchTimeoutMs),
      });
      if (!response.ok) return false;
      const bytes = Buffer.from(await response.arrayBuffer());
      if (bytes.length > bytesMax) return false;
      // A kill in mid-write leaves a stray file, never half a picture under its name.
      const half = `${file}.${process.pid}.half`;
      await writeFile(half, bytes);
      await rename(half, file);
      return true;
    } catch {
      return false;
    }
  }

  const router = Router();
  router.get('/api/v1/products/images/:name', async (request, response) => {
    const name = picturePath.exec(request.path)?.[1];
    if (!name || !(await ensure(name))) return void response.status(404).end();
    response.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
    response.sendFile(name, { root: folder, immutable: true, maxAge: '1y' });
  });

  async function fetchMissing(urls: readonly string[]): Promise<number> {
    const waiting = [...new Set(urls)].flatMap((url) => picturePath.exec(url)?.[1] ?? []);
    let had = 0;
    const work = async () => {
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
        if (await ensure(name)) had += 1;
    };
    await Promise.all(Array.from({ length: togetherMax }, work));
    return had;
  }

  return { router, fetchMissing };
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
