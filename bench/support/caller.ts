/** HTTP for load: one pool of kept connections, on loopback alone. */
import { Agent, request as send } from 'node:http';

export type Answer = Readonly<{ status: number; body: string; json: <T>() => T }>;
export type Call = Readonly<{
  method?: string;
  url: string;
  body?: unknown;
  headers?: Record<string, string>;
}>;

const timeoutMs = 20_000;
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

export type Caller = Readonly<{ call: (call: Call) => Promise<Answer>; close: () => void }>;

/** @param sockets how many connections to one address at most. */
export function openCaller(sockets = 512): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets, scheduling: 'lifo' });
  return {
    call: ({ method = 'GET', url, body, headers = {} }) => {
      if (!loopback.has(new URL(url).hostname)) throw new Error(`${url}: benches load this machine alone`);
      const text = body === undefined ? undefined : JSON.stringify(body);
      return new Promise((resolve, reject) => {
        const sent = send(
          url,
          {
            method,
            agent,
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
              resolve({ status: response.statusCode ?? 0, body: answer, json: () => JSON.parse(answer) });
            });
          },
        );
        sent.on('timeout', () => sent.destroy(new Error(`${method} ${url}: no answer in ${timeoutMs} ms`)));
        sent.on('error', reject);
        sent.end(text);
      });
    },
    close: () => agent.destroy(),
  };
}

/** @throws Error with the answer when it is no success. */
export async function expectOk(answering: Promise<Answer>): Promise<Answer> {
  const answer = await answering;
  if (answer.status < 200 || answer.status > 299)
    throw new Error(`answered ${answer.status}: ${answer.body.slice(0, 500)}`);
  return answer;
}
