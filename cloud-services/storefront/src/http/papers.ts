/** An order's papers, for whoever may read the order: `GET /papers/<order>/invoice`, `GET /papers/<order>/return-<id>`. */
import type { RequestHandler } from 'express';
import type { StorefrontConfig } from '../config.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { tokenHeader } from '../pages/order.ts';
import { openVisit } from './answer-page.ts';

export const papers =
  (config: StorefrontConfig, gateway: Gateway): RequestHandler =>
  async (request, response) => {
    const { orderId, paper } = request.params;
    const url = new URL(request.originalUrl, config.publicUrl);
    const visit = openVisit(request, url, config, gateway, false);
    const back = /^return-([0-9a-f-]{36})$/.exec(String(paper))?.[1];
    if (paper !== 'invoice' && back === undefined) return void response.status(404).end();
    const path = `/api/v1/orders/${encodeURIComponent(String(orderId))}`;
    const token = await visit.customer.token();
    const answer = await gateway
      .file(`${path}${back === undefined ? '/invoice' : `/returns/${back}/label`}`, {
        'x-correlation-id': visit.gateway.correlationId,
        ...tokenHeader(visit, String(orderId)),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      })
      .catch(() => ({ status: 503, type: '', bytes: Buffer.alloc(0) }));
    response.append('Set-Cookie', [...visit.jar.changes()]);
    if (answer.status !== 200 || !answer.type.startsWith('application/pdf'))
      // The order's own page says what is the matter.
      return void response.redirect(303, visit.to('order', { orderId: String(orderId) }));
    response.set({ 'Cache-Control': 'no-store', 'Content-Type': answer.type }).send(answer.bytes);
  };
