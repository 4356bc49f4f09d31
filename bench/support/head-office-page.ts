/** Head office's app as it is handed out, and beside it, as the gateway would, Reporting; of the other services nothing is there to be told. */
import { Agent, request as callOf, createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createHeadquartersServer } from '../../cloud-services/headquarters/src/server.ts';

const root = join(import.meta.dirname, '../../cloud-services/headquarters');
const api = '/api/v1/';
const ours = `${api}reports/`;
const none = JSON.stringify({ items: [], nextCursor: null });

/** @param reporting its address. */
export async function openHeadOffice(reporting: string) {
  const { hostname, port } = new URL(reporting);
  const agent = new Agent({ keepAlive: true });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pages = createHeadquartersServer({
    gatewayUrl: address,
    appDist: join(root, 'app/dist'),
    apiDocsDist: join(root, 'api-docs/dist'),
    verifier: '',
  });
  server.on('request', (request, response) => {
    const { url = '/', method, headers } = request;
    if (!url.startsWith(api)) pages(request, response);
    else if (!url.startsWith(ours)) response.setHeader('content-type', 'application/json').end(none);
    else {
      const call = callOf({ hostname, port, path: url, method, headers, agent }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      call.on('error', () => response.destroy());
      request.pipe(call);
    }
  });
  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    const { rawHeaders, url } = request;
    const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? `${name}: ${rawHeaders[at + 1]}` : []));
    const through = connect(Number(port), hostname, () => {
      through.write(`GET ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      through.write(head);
      socket.pipe(through).pipe(socket);
    });
    through.on('error', () => socket.destroy());
    socket.on('error', () => through.destroy());
  });
  return {
    address,
    close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}
