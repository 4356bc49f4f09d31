import { createServer, type Server, type Socket } from 'node:net';
import type { Express } from 'express';
import { listen, serveControl } from './control.ts';

/** A device's cable: while it is plugged in, whoever connects has the device; pulled out, connections end and nobody gets in. */
export async function plug(wantedPort: number, onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let port = wantedPort;

  async function set(plugged: boolean): Promise<void> {
    if (plugged === (server !== null)) return;
    if (!plugged) {
      const old = server;
      server = null;
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => (old ? old.close(() => resolve()) : resolve()));
    }
    const fresh = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
      socket.resume();
      onConnection(socket);
    });
    server = fresh;
    port = await listen(fresh, port);
  }

  await set(true);
  return {
    set,
    plugged: () => server !== null,
    connected: () => sockets.size > 0,
    sockets: (): ReadonlySet<Socket> => sockets,
    port: () => port,
  };
}

/** A device that runs: its cable, and the server by which people and tests play with it. @param onClose before both end. */
export async function runDevice(
  cable: Awaited<ReturnType<typeof plug>>,
  app: Express,
  controlPort: number,
  onClose: () => void = () => undefined,
) {
  const control = await serveControl(app, controlPort);
  return {
    get port() {
      return cable.port();
    },
    controlPort: control.port,
    close: async () => {
      onClose();
      await Promise.all([control.close(), cable.set(false)]);
    },
  };
}
