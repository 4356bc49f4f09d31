import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type Faults, noFaults } from './faults.ts';
import { openLane } from './lane.ts';

export type FaultProxyOptions = Readonly<{
  /** `host:port` */
  target: string;
  /** 0 or none: any free port. */
  port?: number;
  /** For chance that can be repeated. */
  random?: () => number;
}>;

export type FaultProxy = Readonly<{
  port: number;
  faults(): Faults;
  /** Sets the members given, keeps the others. Open connections feel it at once. */
  set(faults: Partial<Faults>): void;
  heal(): void;
  state(): Readonly<{
    faults: Faults;
    connections: number;
    requestBytes: number;
    answerBytes: number;
    resets: number;
  }>;
  close(): Promise<void>;
}>;

/** A TCP proxy that misbehaves on demand. It knows nothing of what it carries, so WebSockets pass as well. */
export async function createFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { host, port: targetPort } = parseTarget(options.target);
  const random = options.random ?? Math.random;
  const open = new Set<{ reset: () => void }>();
  const counts = { requestBytes: 0, answerBytes: 0, resets: 0 };
  let faults = noFaults;

  // Half-open is allowed, so that each way ends by itself, as on a wire.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    if (faults.cut) {
      client.on('error', () => undefined);
      counts.resets++;
      client.resetAndDestroy();
      return;
    }
    carry(client, connect({ host, port: targetPort, allowHalfOpen: true, noDelay: true }));
  });

  function carry(client: Socket, target: Socket): void {
    const connection = { reset };
    const shared = { faults: () => faults, random, reset };
    const lanes = [
      openLane({
        ...shared,
        from: client,
        to: target,
        direction: 'request',
        onPassed: (bytes) => {
          counts.requestBytes += bytes;
        },
      }),
      openLane({
        ...shared,
        from: target,
        to: client,
        direction: 'answer',
        onPassed: (bytes) => {
          counts.answerBytes += bytes;
        },
      }),
    ];
    open.add(connection);
    function reset(): void {
      if (!open.has(connection)) return;
      counts.resets++;
      gone();
      for (const socket of [client, target]) {
        // One that was ended on purpose keeps what it has still to hand over.
        if (socket.connecting || socket.writableEnded) socket.destroySoon();
        else socket.resetAndDestroy();
      }
    }
    function gone(): void {
      open.delete(connection);
      for (const lane of lanes) lane.close();
    }
    // A side that breaks breaks the other: half a connection helps nobody.
    client.on('error', reset);
    target.on('error', reset);
    let closed = 0;
    for (const socket of [client, target]) {
      socket.on('close', () => {
        closed++;
        if (closed === 2) gone();
      });
    }
  }

  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

  return {
    port,
    faults: () => faults,
    set(next) {
      faults = { ...faults, ...next };
      if (faults.cut) for (const connection of [...open]) connection.reset();
    },
    heal() {
      // Connections that swallowed bytes cannot be trusted any more.
      if (faults.halfOpen) for (const connection of [...open]) connection.reset();
      faults = noFaults;
    },
    state: () => ({ faults, connections: open.size, ...counts }),
    close: () =>
      new Promise((resolve) => {
        for (const connection of [...open]) connection.reset();
        server.close(() => resolve());
      }),
  };
}

function parseTarget(target: string): { host: string; port: number } {
  const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(target) ?? [];
  if (host === '') throw new Error(`target "${target}" is not host:port`);
  return { host, port: Number(port) };
}
