/** The shop's server: files of the web app for a year, pictures for ever, pages never from a cache. */
import path from 'node:path';
import { webFiles } from '@comptoir/service-kit/http/web-files';
import { tracedRequests } from '@comptoir/tracing';
import express, { type Express } from 'express';
import { myDataPath } from '../app/src/shared/paths.ts';
import { suggestions } from './catalogue/suggestions.ts';
import type { StorefrontConfig } from './config.ts';
import { createGateway } from './gateway/gateway.ts';
import { answerPage } from './http/answer-page.ts';
import { myData } from './http/my-data.ts';
import { offline } from './http/offline.ts';
import type { PageRenderer } from './http/page-renderer.ts';
import { papers } from './http/papers.ts';
import { pictures } from './http/pictures.ts';
import { robots, sitemaps } from './http/robots.ts';
import { securityHeaders } from './http/security.ts';
import { mailboxForms, unsubscribeAtOnce, unsubscribePaths } from './http/unsubscribe.ts';

/** A form of the shop is a few fields. */
const formBytesMax = '64kb';

export function createStorefrontServer(config: StorefrontConfig, renderer: PageRenderer): Express {
  const gateway = createGateway(config.gatewayUrl);
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.get('/healthz', (_request, response) => void response.json({ status: 'alive' }));
  app.get('/readyz', (_request, response) => void response.json({ status: 'ready' }));
  app.use(securityHeaders(config));
  app.get('/{*file}', webFiles(path.join(config.appDist, 'client')));
  app.use(tracedRequests());
  app.get('/pictures/:name', pictures(gateway));
  app.get('/suggestions', suggestions(gateway));
  app.get('/papers/:orderId/:paper', papers(config, gateway));
  app.get([myDataPath('fr'), myDataPath('en')], myData(config, gateway));
  app.get('/robots.txt', robots(config));
  app.get(['/sitemap.xml', '/sitemaps/:name.xml'], sitemaps(config, gateway));
  app.get('/offline/:language', offline(renderer, config.timeZone));
  app.use(express.text({ type: 'application/x-www-form-urlencoded', limit: formBytesMax }));
  app.post(unsubscribePaths, mailboxForms, unsubscribeAtOnce(gateway));
  const page = answerPage(config, gateway, renderer);
  app.get('/{*page}', page);
  app.post('/{*page}', page);
  return app;
}
