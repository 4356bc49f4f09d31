/** HTTP for load: one pool of kept connections, on loopback alone. */
import { Agent, type IncomingHttpHeaders, request as send } from 'node:http';
import { Agent as SecureAgent, request as sendSecurely } from 'node:https';
import { readIdentity } from '@comptoir/service-kit/tls/identity-file';

export type Answer = Readonly<{
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  json: <T>() => T;
}>;
export type Call = Readonly<{
  method?: string;
  url: string;
  body?: unknown;
  headers?: Record<string, string>;
}>;

const timeoutMsUsual = 20_000;
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

export type Caller = Readonly<{ call: (call: Call) => Promise<Answer>; close: () => void }>;

/**
 * @param sockets how many connections to one address at most.
 * @param identity path of the certificate with which services are called, at `https` addresses.
 * @param timeoutMs how long a call may stay silent.
 */
export function openCaller(sockets = 512, identity?: string, timeoutMs = timeoutMsUsual): Caller {
  const kept = { keepAlive: true, maxSockets: sockets, scheduling: 'lifo' } as const;
  const agent = new Agent(kept);
  const own = identity === undefined ? undefined : readIdentity(identity);
  const secure = new SecureAgent({
    ...kept,
    ...(own ? { ca: own.authorities, cert: own.certificate, key: own.key } : {}),
  });
  return {
    call: ({ method = 'GET', url, body, headers = {} }) => {
      if (!loopback.has(new URL(url).hostname)) throw new Error(`${url}: benches load this machine alone`);
      const text = body === undefined ? undefined : JSON.stringify(body);
      return new Promise((resolve, reject) => {
        const isSecure = url.startsWith('https:');
        const sent = (isSecure ? sendSecurely : send)(
          url,
          {
            method,
            agent: isSecure ? secure : agent,
            timeout: timeoutMs,
            headers: {
              ...(text === undefined
                ? {}
                : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
              ...headers,
            },
          },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('error', reject);
            response.on('end', () => {
              const answer = Buffer.concat(chunks).toString();
              const { statusCode: status = 0, headers } = response;
              resolve({ status, headers, body: answer, json: () => JSON.parse(answer) });
            });
          },
        );
        sent.on('timeout', () => sent.destroy(new Error(`${method} ${url}: no answer in ${timeoutMs} ms`)));
        sent.on('error', reject);
        sent.end(text);
      });
    },
    close() {
      agent.destroy();
      secure.destroy();
    },
  };
}

/** @throws Error with the answer when it is no success. */
export async function expectOk(answering: Promise<Answer>): Promise<Answer> {
  const answer = await answering;
  if (answer.status < 200 || answer.status > 299)
    throw new Error(`answered ${answer.status}: ${answer.body.slice(0, 500)}`);
  return answer;
}
