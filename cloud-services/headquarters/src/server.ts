/** Hands out head office's web app, and beside it, for everybody, the page that documents the API and the verifier of archives. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { receiptStyle } from '@comptoir/sales/api';
import { webFiles } from '@comptoir/service-kit/http/web-files';
import express, { type Express, Router } from 'express';
import { mergedDocument } from './api-docs/documents.ts';
import type { HeadquartersConfig } from './config.ts';

export function createHeadquartersServer(config: Omit<HeadquartersConfig, 'port' | 'host'>): Express {
  const { gatewayUrl, appDist, apiDocsDist, verifier, tracesUrl } = config;
  const app = express();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy': contentSecurityPolicy(gatewayUrl),
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
      'Referrer-Policy': 'no-referrer',
      'Strict-Transport-Security': 'max-age=31536000',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    });
    next();
  });
  app.get('/healthz', (_request, response) => void response.json({ status: 'alive' }));
  app.get('/readyz', (_request, response) => void response.json({ status: 'ready' }));
  app.get(
    '/config.json',
    (_request, response) => void response.set('Cache-Control', 'no-store').json({ gatewayUrl, tracesUrl }),
  );
  app.get('/api-docs/openapi.json', async (_request, response) => {
    response.set('Cache-Control', 'no-store').json(await mergedDocument(gatewayUrl));
  });
  app.get('/verify-archive.mjs', (_request, response) =>
    response.set('Cache-Control', 'no-cache').sendFile(path.resolve(verifier)),
  );
  app.use('/api-docs', webApp(apiDocsDist));
  app.use(webApp(appDist));
  return app;
}

/** Files with their hash in the name for a year, the page itself never from a cache. All of one build: the page names the files. */
function webApp(dist: string): Router {
  const page = readFileSync(path.join(dist, 'index.html'), 'utf8');
  const router = Router();
  router.get('/{*file}', webFiles(dist));
  router.get('/{*page}', (_request, response) =>
    response.set('Cache-Control', 'no-cache').type('html').send(page),
  );
  return router;
}

/** A receipt of Sales stands in a frame, which goes by our policy: the style that comes with it is let through. */
const styleOfReceipts = `'sha256-${createHash('sha256').update(receiptStyle).digest('base64')}'`;

/** No script and no other style stands in a page. Source: CSP Level 3. */
function contentSecurityPolicy(gatewayUrl: string): string {
  const gateway = `${gatewayUrl} ${gatewayUrl.replace(/^http/, 'ws')}`;
  return [
    "default-src 'self'",
    `style-src 'self' ${styleOfReceipts}`,
    `connect-src 'self' ${gateway}`,
    `img-src 'self' blob: data: ${gatewayUrl}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}
