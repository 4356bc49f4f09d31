/**
 * A service that is asked much asks itself first, before it listens: code is compiled, connections are open and have planned what is asked
 * most. Whoever comes first would else wait for all of that at once, and a crowd that comes first for one another as well.
 */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untraced } from '@comptoir/tracing/untraced';

/** What others will ask without any credential. */
export type Question = Readonly<{ method: 'GET' | 'POST'; path: string; body?: unknown }>;

/** As many as a service has connections to its database: each of them is to be open. */
const togetherMax = 10;
/** Whoever is slow for another reason must not be kept from starting. */
const limitMs = 5_000;

/** @returns how many were answered in time. @throws where no socket can be made. */
export async function warmUp(answer: RequestListener, questions: readonly Question[]): Promise<number> {
  // In a folder of our own: nobody else on this machine is to find the door that asks for no certificate.
  const folder = await mkdtemp(join(tmpdir(), 'comptoir-warm-'));
  const server = createServer(answer);
  const signal = AbortSignal.timeout(limitMs);
  const left = [...questions];
  let answered = 0;
  try {
    const socketPath = join(folder, 'socket');
    await once(server.listen(socketPath), 'listening');
    const askInTurn = async () => {
      for (let next = left.shift(); next && !signal.aborted; next = left.shift()) {
        await ask(socketPath, next, signal);
        answered += 1;
      }
    };
    await Promise.allSettled(Array.from({ length: togetherMax }, askInTurn));
    return answered;
  } finally {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true, force: true });
  }
}

async function ask(socketPath: string, { method, path, body }: Question, signal: AbortSignal): Promise<void> {
  const headers = { 'content-type': 'application/json', traceparent: untraced() };
  const asked = request({ socketPath, method, path, headers, signal });
  // It may fail again after it was given up.
  asked.on('error', () => undefined);
  asked.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = await once(asked, 'response');
  response.resume();
  await once(response, 'end');
}
