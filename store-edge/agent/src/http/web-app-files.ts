import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import express, { Router } from 'express';
import { webAppPolicy } from './security-headers.ts';

/** A web app's built files. Hashed assets never change under their name; every page of the app is `index.html`. */
export function webAppFiles(dist: string): Router {
  const router = Router();
  const index = join(dist, 'index.html');
  const isHashed = (path: string): boolean => path.includes(`${sep}assets${sep}`);
  router.use(
    express.static(dist, {
      index: false,
      setHeaders(response, path) {
        response.setHeader(
          'Cache-Control',
          isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
        // A worker goes by the policy of its own file: a service worker that may fetch nothing keeps nothing.
        response.setHeader('Content-Security-Policy', webAppPolicy);
      },
    }),
  );
  router.get('/{*page}', (request, response, next) => {
    // A missing script answered by a page would be kept as that script: only navigation falls back.
    if (!request.accepts('html') || request.path.startsWith('/assets/') || !existsSync(index)) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('Content-Security-Policy', webAppPolicy);
    response.sendFile(index);
  });
  return router;
}
