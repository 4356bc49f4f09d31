/** Hands out head office's web app: files with their hash in the name for a year, the page itself never from a cache. */
import path from 'node:path';
import express, { type Express } from 'express';
import type { HeadquartersConfig } from './config.ts';

export function createHeadquartersServer({ gatewayUrl, appDist }: Omit<HeadquartersConfig, 'port'>): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy': contentSecurityPolicy(gatewayUrl),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    next();
  });
  app.get('/healthz', (_request, response) => void response.json({ status: 'alive' }));
  app.get('/readyz', (_request, response) => void response.json({ status: 'ready' }));
  app.get(
    '/config.json',
    (_request, response) => void response.set('Cache-Control', 'no-store').json({ gatewayUrl }),
  );
  app.use(
    '/assets',
    express.static(path.join(appDist, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  app.use(express.static(appDist, { index: false, cacheControl: false }));
  app.get('/{*page}', (_request, response) =>
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: appDist }),
  );
  return app;
}

function contentSecurityPolicy(gatewayUrl: string): string {
  const gateway = `${gatewayUrl} ${gatewayUrl.replace(/^http/, 'ws')}`;
  return [
    "default-src 'self'",
    `connect-src 'self' ${gateway}`,
    `img-src 'self' data: ${gatewayUrl}`,
    "style-src 'self' 'unsafe-inline'",
    "frame-ancestors 'none'",
  ].join('; ');
}
