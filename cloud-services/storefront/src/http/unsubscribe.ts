/**
 * A mailbox's own key "unsubscribe": it posts to the address of the letter's header, from no page of ours and without cookies, and
 * follows no redirect. The token in the address is what allows it. Source: RFC 8058, 3.1 and 3.2.
 */
import { randomUUID } from 'node:crypto';
import express, { type RequestHandler } from 'express';
import { languageOf, pathsOf } from '../../app/src/shared/paths.ts';
import type { Gateway } from '../gateway/gateway.ts';

export const unsubscribePaths = [pathsOf('fr')('unsubscribe'), pathsOf('en')('unsubscribe')];

/** Its body is a form of either kind, with one field. */
export const mailboxForms = express.text({ type: 'multipart/form-data', limit: '4kb' });
const oneClick = /List-Unsubscribe(?:=|"\s+)One-Click/i;

export function unsubscribeAtOnce(gateway: Gateway): RequestHandler {
  return async (request, response, next) => {
    if (typeof request.body !== 'string' || !oneClick.test(request.body)) return next();
    const { token } = request.query;
    const language = languageOf(request.path);
    const address = request.socket.remoteAddress ?? '';
    const reply = await gateway.for({ language, address, correlationId: randomUUID() }).call({
      method: 'POST',
      path: '/api/v1/customers/unsubscribe',
      body: { token: typeof token === 'string' ? token : '' },
    });
    response.status(reply.ok ? 200 : reply.refusal.status).end();
  };
}
