import { connect, type Socket } from 'node:net';
import { scanSource } from './scan-source.ts';
import type { Scanner } from './scanner.ts';

export type TcpScannerOptions = Readonly<{
  /** `tcp://127.0.0.1:7434`. */
  address: string;
  reconnectMs?: number;
  repeatMs?: number;
}>;

const reportLength = 64;

/** A scanner that sends its HID reports over TCP: the simulator, or a serial-to-network bridge. Comes back by itself. */
export function createTcpScanner({ address, reconnectMs = 500, repeatMs }: TcpScannerOptions): Scanner {
  const { hostname, port } = new URL(address);
  const source = scanSource(repeatMs);
  let socket: Socket | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  function open(): void {
    let rest = Buffer.alloc(0);
    const mine = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 5_000,
    });
    socket = mine;
    mine.on('connect', () => source.become({ state: 'ready', name: hostname }));
    mine.on('data', (packet: Buffer) => {
      rest = Buffer.concat([rest, packet]);
      for (; rest.length >= reportLength; rest = rest.subarray(reportLength))
        source.report(rest.subarray(0, reportLength));
    });
    mine.on('error', () => mine.destroy());
    mine.on('end', () => mine.destroy());
    mine.on('close', () => {
      source.become({ state: 'absent' });
      if (!closed) timer = setTimeout(open, reconnectMs);
    });
  }

  open();
  return {
    ...source.listen,
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      socket?.destroy();
    },
  };
}
