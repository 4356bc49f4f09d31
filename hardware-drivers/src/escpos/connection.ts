import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { openSerialLine } from '../wire/serial-line.ts';
import { openUsbPrinter } from '../wire/usb-printer.ts';
import { answerSplitter, type PrinterAnswer } from './answers.ts';

/** One connection to a printer, by TCP or by a line of this machine: bytes out, answers in. */
export type PrinterConnection = Readonly<{
  write(bytes: Uint8Array): void;
  /** DLE EOT n; null if there is no answer in time. After one silence the connection answers null for good: a late byte would be taken for another's. */
  ask(n: 1 | 2 | 3 | 4, timeoutMs: number): Promise<number | null>;
  /** Answers to process id and GS r, and automatic status. */
  onAnswer(listener: (answer: Exclude<PrinterAnswer, { type: 'real-time' }>) => void): () => void;
  readonly open: boolean;
  onClose(listener: () => void): () => void;
  /** Lets what was written go out, at most `graceMs` long, then closes. False if some of it did not go out. */
  close(graceMs?: number): Promise<boolean>;
}>;

/** `null` if nobody answers at that address in time. */
export function openConnection(address: URL, timeoutMs: number): Promise<PrinterConnection | null> {
  if (address.protocol === 'usb:') return openUsbPrinter(address).then(connectionOn, () => null);
  if (address.protocol !== 'tcp:') return openSerialLine(address).then(connectionOn, () => null);
  return new Promise((resolve) => {
    const [host, port] = [address.hostname, Number(address.port)];
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 5_000 });
    const give = (connection: PrinterConnection | null) => {
      clearTimeout(timer);
      socket.off('error', fail);
      resolve(connection);
    };
    const fail = () => {
      socket.destroy();
      give(null);
    };
    const timer = setTimeout(fail, timeoutMs);
    socket.once('error', fail);
    socket.once('connect', () => give(connectionOn(socket)));
  });
}

function connectionOn(socket: Duplex): PrinterConnection {
  const split = answerSplitter();
  const answerListeners = new Set<(answer: Exclude<PrinterAnswer, { type: 'real-time' }>) => void>();
  const closeListeners = new Set<() => void>();
  let waiting: ((byte: number | null) => void) | null = null;
  let inStep = true;
  let open = true;

  socket.on('data', (packet: Buffer) => {
    for (const answer of split(packet)) {
      if (answer.type !== 'real-time') for (const listener of answerListeners) listener(answer);
      else waiting?.(answer.byte);
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    open = false;
    waiting?.(null);
    for (const listener of closeListeners) listener();
  });
  // A printer that ends the connection will tell nothing more.
  socket.on('end', () => socket.destroy());

  return {
    write: (bytes) => void socket.write(bytes),
    ask(n, timeoutMs) {
      if (!open || !inStep || waiting) return Promise.resolve(null);
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          inStep = false;
          waiting?.(null);
        }, timeoutMs);
        waiting = (byte) => {
          waiting = null;
          clearTimeout(timer);
          resolve(byte);
        };
        socket.write(Uint8Array.of(0x10, 0x04, n));
      });
    },
    onAnswer: (listener) => subscribe(answerListeners, listener),
    get open() {
      return open;
    },
    onClose: (listener) => subscribe(closeListeners, listener),
    close: (graceMs = 500) =>
      new Promise((resolve) => {
        if (!open) return resolve(false);
        let flushed = false;
        const force = setTimeout(() => socket.destroy(), graceMs);
        socket.once('close', () => {
          clearTimeout(force);
          resolve(flushed);
        });
        socket.end(() => {
          flushed = true;
        });
      }),
  };
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
