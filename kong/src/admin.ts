/** What operators ask of the gateway itself; nothing of it is reachable through a route. */
import type { ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { Upstreams } from './upstreams.ts';

const prefix = '/_gateway/';

export const isAdminPath = (path: string) => path.startsWith(prefix);

/** `healthz`: alive. `readyz`: every upstream has a healthy target, and which file is in force. `metrics`: Prometheus. */
export async function answerAdmin(
  path: string,
  response: ServerResponse,
  registry: Registry,
  upstreams: Upstreams,
  version: string,
): Promise<void> {
  switch (path.slice(prefix.length)) {
    case 'healthz':
      return json(response, 200, { status: 'ok' });
    case 'readyz': {
      const states = Object.fromEntries(
        [...upstreams.balancers].map(([name, { targets }]) => [
          name,
          targets.some(({ healthy }) => healthy) ? 'ok' : 'down',
        ]),
      );
      const ready = Object.values(states).every((state) => state === 'ok');
      return json(response, ready ? 200 : 503, {
        status: ready ? 'ok' : 'down',
        version,
        upstreams: states,
      });
    }
    case 'metrics':
      response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
      return;
    default:
      return json(response, 404, { status: 'unknown' });
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
