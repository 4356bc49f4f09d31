/**
 * All that our services keep of whoever is signed in, as a file of theirs: JSON, or with `?to=read` a page. Source: Law 25 (Québec), s. 27; GDPR, art. 15 and 20.
 */
import type { RequestHandler } from 'express';
import type { StorefrontConfig } from '../config.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { customerPath } from '../session/profile.ts';
import { tell } from '../visit.ts';
import { openVisit } from './answer-page.ts';
import { dataPage } from './data-page.ts';

export const myData =
  (config: StorefrontConfig, gateway: Gateway): RequestHandler =>
  async (request, response) => {
    const url = new URL(request.originalUrl, config.publicUrl);
    const visit = openVisit(request, url, config, gateway, false);
    const [token, id] = await Promise.all([visit.customer.token(), visit.customer.id()]);
    const isKnown = token !== null && id !== null;
    const reply = isKnown
      ? await visit.gateway.call<Record<string, unknown>>({ path: customerPath(id, '/export'), token })
      : undefined;
    if (reply && !reply.ok) tell(visit, 'data-away');
    response.append('Set-Cookie', [...visit.jar.changes()]);
    const page = visit.to('privacyChoices');
    if (!reply) return void response.redirect(303, visit.to('signIn', {}, { next: page }));
    if (!reply.ok) return void response.redirect(303, page);
    const isPage = url.searchParams.get('to') === 'read';
    response.set('Cache-Control', 'no-store');
    response.attachment(`comptoir-${new Date().toISOString().slice(0, 10)}.${isPage ? 'html' : 'json'}`);
    response.send(
      isPage
        ? dataPage(reply.body, { language: visit.language, timeZone: config.timeZone })
        : JSON.stringify(reply.body, null, 2),
    );
  };
