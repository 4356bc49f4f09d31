/** The till tells what its customer reads; the page for a second screen, and what it is told. */
import { type Response, Router } from 'express';
import { bodyAs, handle } from '../http/answers.ts';
import type { Callers } from '../http/callers.ts';
import { ownPagePolicy } from '../http/security-headers.ts';
import { isProblem } from '../problem.ts';
import { customerView } from './api.ts';
import type { CustomerDisplay } from './customer-display.ts';
import { customerPage } from './customer-page.ts';

const policy = ownPagePolicy(customerPage);

/** A page that hears nothing for three of these shows a welcome. */
const BEAT_MS = 1_000;

/** Of `/edge/v1`. */
export function customerViewRoutes(callers: Callers, display: CustomerDisplay): Router {
  const routes = Router();
  routes.put(
    '/customer-display',
    handle(async (request) => {
      const caller = await callers.terminal(request);
      if (isProblem(caller)) return caller;
      const body = bodyAs(request, customerView);
      if (isProblem(body)) return body;
      display.show(caller.register.number, body.value);
      return { status: 204 };
    }),
  );
  return routes;
}

export function customerPageRoutes(display: CustomerDisplay): Router {
  const routes = Router();
  routes.get('/customer-display', (_request, response) => {
    response
      .set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': policy })
      .type('html')
      .send(customerPage);
  });
  routes.get('/customer-display/events', (request, response) => {
    const { register } = request.query;
    stream(display, typeof register === 'string' ? register : '1', response);
  });
  return routes;
}

function stream(display: CustomerDisplay, register: string, response: Response): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const stop = display.watch(register, (view) => response.write(`data: ${JSON.stringify(view)}\n\n`));
  const beat = setInterval(() => response.write('event: beat\ndata:\n\n'), BEAT_MS);
  response.on('close', () => {
    clearInterval(beat);
    stop();
  });
}
