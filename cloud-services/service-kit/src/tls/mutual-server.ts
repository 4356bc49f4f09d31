/** A service's interface for its house alone: only TLS 1.3, only with a certificate of the house's authority, only who may call it. */
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import { TLSSocket } from 'node:tls';
import { problem, problemBody } from '../http/problem.ts';
import type { Logger } from '../logger.ts';
import { type Identity, nameOf } from './identity.ts';
import { isCaller, mayCall } from './who-may-call.ts';

export function createMutualServer(
  identity: Identity,
  logger: Logger,
  options: ServerOptions,
  answer: RequestListener,
): Server {
  const server = createServer({
    ...options,
    ...identity.credentials(),
    requestCert: true,
    rejectUnauthorized: true,
  });
  identity.onRenewal((credentials) => server.setSecureContext(credentials));
  const { name: service } = identity;
  const callers = new WeakMap<TLSSocket, string>();
  server.on('secureConnection', (socket) => {
    const caller = nameOf(socket.getPeerCertificate()) ?? '';
    callers.set(socket, caller);
    if (isCaller(caller, service)) return;
    logger.warn({ caller }, 'a program that may not call here was turned away');
    socket.destroy();
  });
  server.on('request', (request, response) => {
    if (mayCall(callerOf(request), service, pathOf(request))) return answer(request, response);
    const { status, title, detail } = notForYou;
    response.writeHead(status, { 'content-type': 'application/problem+json' });
    response.end(JSON.stringify(problemBody(problem(status, 'caller-not-allowed', title, detail), '')));
    request.resume();
  });
  const callerOf = ({ socket }: IncomingMessage) =>
    (socket instanceof TLSSocket && callers.get(socket)) || '';
  return server;
}

const notForYou = {
  status: 403,
  title: 'This program may not ask for this',
  detail: 'It is for other programs of the house.',
} as const;

const pathOf = ({ url = '/' }: IncomingMessage) => url.replace(/[?#].*/s, '');
