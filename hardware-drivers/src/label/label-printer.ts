import { connect, type Socket } from 'node:net';
import { type HostStatus, readHostStatus } from './host-status.ts';
import { type ShelfLabel, shelfLabelZpl } from './shelf-label.ts';

/** A printer of shelf labels. A label that did not come out is printed again by whoever wanted it: nothing is owed for it. */
export type LabelPrinter = Readonly<{
  /** Resolves when the labels are out, or when it is known that they will not be for now. Never rejects. */
  print(label: ShelfLabel, copies: number): Promise<LabelOutcome>;
  status(): Promise<LabelPrinterState>;
}>;

export type LabelPrinterState =
  | 'ready'
  | 'paper-out'
  | 'head-open'
  | 'ribbon-out'
  | 'paused'
  | 'silent'
  | 'unreachable';
export type LabelOutcome =
  | Readonly<{ outcome: 'printed' }>
  /** `sent`: it may still come out once the cause is gone. */
  | Readonly<{ outcome: 'failed'; reason: Exclude<LabelPrinterState, 'ready'>; sent: boolean }>;

export type LabelPrinterOptions = Readonly<{
  /** `tcp://192.0.2.8:9100`. */
  address: string;
  timeouts?: Partial<Readonly<{ connectMs: number; answerMs: number; printMs: number }>>;
}>;

const defaults = { connectMs: 3_000, answerMs: 2_000, printMs: 20_000 };
const lookEveryMs = 100;

/** A ZPL II printer on the network; one job a connection. */
export function createLabelPrinter({ address, timeouts }: LabelPrinterOptions): LabelPrinter {
  const { hostname: host, port } = new URL(address);
  const { connectMs, answerMs, printMs } = { ...defaults, ...timeouts };
  let last: Promise<unknown> = Promise.resolve();

  /** The printer takes one connection: jobs and questions follow each other. */
  function alone<Answer>(work: (socket: Socket) => Promise<Answer>, unreachable: Answer): Promise<Answer> {
    const mine = last.then(async () => {
      const socket = await dial(host, Number(port), connectMs);
      if (!socket) return unreachable;
      const answer = await work(socket);
      socket.destroy();
      return answer;
    });
    last = mine;
    return mine;
  }

  return {
    status: () =>
      alone<LabelPrinterState>(async (socket) => stateOf(await ask(socket, answerMs)), 'unreachable'),
    print: (label, copies) =>
      alone<LabelOutcome>(
        async (socket) => {
          const before = stateOf(await ask(socket, answerMs));
          if (before !== 'ready') return { outcome: 'failed', reason: before, sent: false };
          socket.write(shelfLabelZpl(label, copies));
          return untilOut(socket, answerMs, performance.now() + printMs);
        },
        { outcome: 'failed', reason: 'unreachable', sent: false },
      ),
  };
}

async function untilOut(socket: Socket, answerMs: number, endMs: number): Promise<LabelOutcome> {
  for (;;) {
    const status = await ask(socket, answerMs);
    const state = stateOf(status);
    if (state !== 'ready') return { outcome: 'failed', reason: state, sent: true };
    if (status?.labelsLeft === 0 && status.formatsWaiting === 0) return { outcome: 'printed' };
    if (performance.now() > endMs) return { outcome: 'failed', reason: 'silent', sent: true };
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

function stateOf(status: HostStatus | null): LabelPrinterState {
  if (!status) return 'silent';
  if (status.headOpen) return 'head-open';
  if (status.paperOut) return 'paper-out';
  if (status.ribbonOut) return 'ribbon-out';
  return status.paused ? 'paused' : 'ready';
}

/** Null when it does not answer in time, or hangs up. */
function ask(socket: Socket, timeoutMs: number): Promise<HostStatus | null> {
  return new Promise((resolve) => {
    let heard = '';
    const end = (status: HostStatus | null) => {
      clearTimeout(timer);
      socket.off('data', hear);
      socket.off('close', lost);
      resolve(status);
    };
    const hear = (packet: Buffer) => {
      heard += packet.toString('latin1');
      const status = readHostStatus(heard);
      if (status) end(status);
    };
    const lost = () => end(null);
    const timer = setTimeout(lost, timeoutMs);
    socket.on('data', hear);
    socket.on('close', lost);
    if (socket.destroyed) lost();
    else socket.write('~HS');
  });
}

function dial(host: string, port: number, timeoutMs: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    const timer = setTimeout(() => socket.destroy(new Error('too slow')), timeoutMs);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
    socket.on('error', () => {
      clearTimeout(timer);
      resolve(null);
    });
  });
}
