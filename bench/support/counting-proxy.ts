/** Stands before a server and counts the bytes that go there and come back. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type CountingProxy = Readonly<{
  address: string;
  /** Since the last time that one asked. */
  bytes: () => Readonly<{ sent: number; answered: number }>;
  close: () => Promise<void>;
}>;

export async function openCountingProxy(to: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(to);
  const open = new Set<Socket>();
  let [sent, answered] = [0, 0];
  const server = createServer((client) => {
    const behind = connect(Number(port), hostname);
    for (const socket of [client, behind]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
    }
    client.on('data', ({ length }) => {
      sent += length;
    });
    behind.on('data', ({ length }) => {
      answered += length;
    });
    client.pipe(behind).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytes() {
      const counted = { sent, answered };
      [sent, answered] = [0, 0];
      return counted;
    },
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}
