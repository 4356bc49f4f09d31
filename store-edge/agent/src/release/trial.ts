/** A release on trial is up, with the store's data, where nobody but its launcher looks: no till, device or cloud hears of it. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** @param accepted resolves once the launcher has looked at the port and is content. */
export async function standTrial(
  app: RequestListener,
  accepted: (port: number) => Promise<void>,
): Promise<void> {
  const server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await accepted((server.address() as AddressInfo).port);
  server.close();
  server.closeAllConnections();
}
