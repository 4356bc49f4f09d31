import { connect, type Socket } from 'node:net';
import { openSerialLine } from './serial-line.ts';

/** Bytes to and from a device that comes and goes. */
export type Link = Readonly<{
  /** False when nobody is there: the bytes went nowhere. */
  write(bytes: Uint8Array): boolean;
  close(): void;
}>;

type LinkOptions = Readonly<{
  onOpen?: () => void;
  onBytes: (packet: Buffer) => void;
  onLost: () => void;
  reconnectMs?: number | undefined;
}>;

/**
 * Keeps a link to a device, and opens it again whenever it is lost: unplugging is a state, not an error.
 * @param address `tcp://host:port` (a network device, a serial-to-network bridge, a simulator), or
 *   `serial:///dev/ttyUSB0?baud=9600&bits=7&parity=even`; without the query 9600 baud, 8 bits, no parity.
 */
export function openLink(address: string, options: LinkOptions): Link {
  const { onOpen, onBytes, onLost, reconnectMs = 500 } = options;
  const url = new URL(address);
  let socket: Socket | null = null;
  let isOpen = false;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  function lost(): void {
    socket = null;
    isOpen = false;
    onLost();
    if (!closed) timer = setTimeout(open, reconnectMs);
  }

  function listen(to: Socket): void {
    socket = to;
    to.on('data', onBytes);
    to.on('error', () => to.destroy());
    to.on('end', () => to.destroy());
    to.on('close', lost);
    if (closed) to.destroy();
  }

  function opened(): void {
    isOpen = true;
    onOpen?.();
  }

  function open(): void {
    if (url.protocol === 'tcp:') dial();
    else
      openSerialLine(url).then((line) => {
        listen(line);
        if (!closed) opened();
      }, lost);
  }

  function dial(): void {
    const fresh = connect({
      host: url.hostname,
      port: Number(url.port),
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 5_000,
    });
    fresh.on('connect', opened);
    listen(fresh);
  }

  open();
  return {
    write: (bytes) => {
      if (!isOpen || socket === null) return false;
      socket.write(bytes);
      return true;
    },
    close() {
      closed = true;
      if (timer) clearTimeout(timer);
      socket?.destroy();
    },
  };
}
