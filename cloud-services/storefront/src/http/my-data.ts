/** All that our services keep of whoever is signed in, as a file of theirs. Source: Law 25 (Québec), s. 27; GDPR, art. 15 and 20. */
import type { RequestHandler } from 'express';
import type { StorefrontConfig } from '../config.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { customerPath } from '../session/profile.ts';
import { tell } from '../visit.ts';
import { openVisit } from './answer-page.ts';

export const myData =
  (config: StorefrontConfig, gateway: Gateway): RequestHandler =>
  async (request, response) => {
    const url = new URL(request.originalUrl, config.publicUrl);
    const visit = openVisit(request, url, config, gateway, false);
    const [token, id] = await Promise.all([visit.customer.token(), visit.customer.id()]);
    const isKnown = token !== null && id !== null;
    const reply = isKnown
      ? await visit.gateway.call({ path: customerPath(id, '/export'), token })
      : undefined;
    if (reply && !reply.ok) tell(visit, 'data-away');
    response.append('Set-Cookie', [...visit.jar.changes()]);
    const page = visit.to('privacyChoices');
    if (!reply) return void response.redirect(303, visit.to('signIn', {}, { next: page }));
    if (!reply.ok) return void response.redirect(303, page);
    response.set({ 'Cache-Control': 'no-store', 'Content-Type': 'application/json; charset=utf-8' });
    response.attachment(`comptoir-${new Date().toISOString().slice(0, 10)}.json`);
    response.send(JSON.stringify(reply.body, null, 2));
  };
