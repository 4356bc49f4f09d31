/** The end of a server that people talk to. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Long polls and slow answers get this long to end before their connections are cut. */
const usualMs = 5_000;

/**
 * Takes no new connection, ends long polls, lets answers finish, then cuts what is left: sockets that became something else too, of which
 * the server knows nothing any more, though it waits for them.
 * @param server that has no connection yet.
 * @returns what ends it.
 */
export function drainable(server: Server, patienceMs = usualMs) {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  /** @param ends of what would wait for its own sake. */
  return (ends: readonly (() => void)[] = []): Promise<void> =>
    new Promise((resolve) => {
      const cut = setTimeout(() => {
        for (const socket of open) socket.destroy();
      }, patienceMs);
      server.close(() => {
        clearTimeout(cut);
        resolve();
      });
      for (const end of ends) end();
      server.closeIdleConnections();
      // Browsers open connections to have one at hand: nobody waits for an answer on them.
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    });
}
