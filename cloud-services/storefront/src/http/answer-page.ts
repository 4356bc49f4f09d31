/** A page for a browser: as a document, or its data for the script of a page that is open. */
import { randomUUID } from 'node:crypto';
import type { Request as ExpressRequest, Response as ExpressResponse } from 'express';
import { dataParameter, type Outcome } from '../../app/src/shared/outcome.ts';
import { languageOf, type PageId, pathsOf } from '../../app/src/shared/paths.ts';
import type { StorefrontConfig } from '../config.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { pages } from '../pages/pages.ts';
import { openCustomerSession } from '../session/customer-session.ts';
import { fault, missing, type Visit } from '../visit.ts';
import { openJar } from './cookies.ts';
import { sendText } from './packed.ts';
import { assetsAt, type PageRenderer, type Params } from './page-renderer.ts';
import { isFromOurPages } from './security.ts';

type Answer = (page: PageId | 'shell', kind: 'load' | 'act', params: Params) => Promise<Outcome>;

export function answerPage(config: StorefrontConfig, gateway: Gateway, renderer: PageRenderer) {
  const setting = {
    assets: assetsAt(config.assetBase, renderer.assets),
    timeZone: config.timeZone,
  };
  return async (request: ExpressRequest, response: ExpressResponse): Promise<void> => {
    const isForm = request.method === 'POST';
    if (isForm && !isFromOurPages({ ...request.headers, fetchSite: request.get('sec-fetch-site') }))
      return void response.status(403).type('text').send('This form was not sent from this shop.');

    const url = new URL(request.originalUrl, config.publicUrl);
    const wanted = url.searchParams.get(dataParameter);
    url.searchParams.delete(dataParameter);
    const visit = openVisit(request, url, config, gateway, wanted !== null);
    const answer: Answer = (page, kind, params) => answerOf(page, kind, { ...visit, params });

    response.set({ 'Cache-Control': 'no-store', 'X-Correlation-Id': visit.gateway.correlationId });
    if (wanted !== null) {
      const outcome = await dataOf(renderer, url, wanted, isForm, answer, visit);
      response.append('Set-Cookie', [...visit.jar.changes()]);
      return sendText(request, response, 'json', JSON.stringify(outcome));
    }
    const asked = new Request(url, isForm ? { method: 'POST', body: visit.form } : {});
    const rendered = await renderer.render(asked, answer, setting);
    response.append('Set-Cookie', [...visit.jar.changes()]);
    if ('redirectTo' in rendered) return void response.redirect(rendered.status, rendered.redirectTo);
    response.status(rendered.status);
    await sendText(request, response, 'html', rendered.html);
  };
}

async function dataOf(
  renderer: PageRenderer,
  url: URL,
  wanted: string,
  isForm: boolean,
  answer: Answer,
  visit: Visit,
): Promise<Outcome> {
  const page = renderer.pagesAt(url).find(({ id }) => id === wanted);
  return page ? answer(page.id, isForm ? 'act' : 'load', page.params) : missing(visit);
}

async function answerOf(page: PageId | 'shell', kind: 'load' | 'act', visit: Visit): Promise<Outcome> {
  try {
    return (await pages[page][kind]?.(visit)) ?? missing(visit);
  } catch (error) {
    const { correlationId } = visit.gateway;
    console.error(
      JSON.stringify({ at: new Date().toISOString(), page, kind, correlationId, error: String(error) }),
    );
    return fault('refused', 500, visit);
  }
}

export function openVisit(
  request: ExpressRequest,
  url: URL,
  config: StorefrontConfig,
  gateway: Gateway,
  isScripted: boolean,
): Visit {
  const language = languageOf(url.pathname);
  const caller = {
    ...{ language, address: request.socket.remoteAddress ?? '', correlationId: randomUUID() },
    userAgent: request.get('user-agent'),
  };
  const calls = gateway.for(caller);
  const jar = openJar(request.headers.cookie, config.publicUrl.startsWith('https:'));
  return {
    language,
    url,
    params: {},
    form: new URLSearchParams(typeof request.body === 'string' ? request.body : ''),
    isScripted,
    gateway: calls,
    jar,
    customer: openCustomerSession(jar, calls),
    to: pathsOf(language),
    config,
  };
}
