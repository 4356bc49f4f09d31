import { randomInt } from 'node:crypto';
import type { PrinterStatus, PrintOutcome } from '../printer/receipt-printer.ts';
import type { PrinterProfile } from '../receipt/profiles.ts';
import type { PrinterConnection } from './connection.ts';
import { readFacts, statusOf, troubleOf } from './read-status.ts';
import { decodeAsb } from './status.ts';

type Sent = Exclude<PrintOutcome, { outcome: 'failed' }>;

/**
 * Sends a job, then waits until the printer says that it is on paper. While a person has to mend something (paper, cover) the wait has no
 * end: the rest of the job is in the printer's buffer and comes out by itself.
 */
export async function confirmJob(work: {
  connection: PrinterConnection;
  bytes: Uint8Array;
  profile: PrinterProfile;
  timeouts: Readonly<{ statusMs: number; busyPollMs: number; confirmMs: number }>;
  signal: AbortSignal;
  /** Did the printer tell its status just before? Only then does silence now mean that it is gone. */
  answered: boolean;
  tell: (status: PrinterStatus) => void;
}): Promise<Sent> {
  const { connection, profile, timeouts, signal } = work;
  const processId = Array.from({ length: 4 }, () => String.fromCharCode(randomInt(0x30, 0x3a))).join('');
  const wait = waiter();
  const forget = [
    connection.onClose(() => wait.end({ outcome: 'suspect', reason: 'connection-lost' })),
    connection.onAnswer((answer) => {
      if (answer.type === 'process-id' && answer.id === processId)
        wait.end({ outcome: 'confirmed', by: 'process-id' });
      if (answer.type === 'queued-status' && !profile.processId)
        wait.end({ outcome: 'confirmed', by: 'queued-status' });
      if (answer.type === 'automatic') work.tell(statusOf(decodeAsb(answer.bytes), 'printing'));
    }),
  ];
  const stop = () => wait.end({ outcome: 'suspect', reason: 'aborted' });
  signal.addEventListener('abort', stop);
  try {
    connection.write(
      Buffer.concat([...withAutomaticStatus(work.bytes, profile), confirmationRequest(profile, processId)]),
    );
    if (profile.status === 'none') {
      const delivered = await connection.close(timeouts.confirmMs);
      return delivered
        ? { outcome: 'confirmed', by: 'delivery' }
        : { outcome: 'suspect', reason: 'connection-lost' };
    }
    await watch(work, wait);
    return await wait.ended;
  } finally {
    signal.removeEventListener('abort', stop);
    for (const one of forget) one();
    if (profile.status === 'full' && connection.open) connection.write(automaticStatus(0x00));
  }
}

/** GS a: a printer reports each change by itself, as long as the connection is its job's. */
const automaticStatus = (mask: number) => Uint8Array.of(0x1d, 0x61, mask);
const initialise = [0x1b, 0x40];

/** After the job's own ESC @, which may end the reports of a printer. */
function withAutomaticStatus(bytes: Uint8Array, { status }: PrinterProfile): Uint8Array[] {
  if (status === 'none') return [bytes];
  const at = initialise.every((byte, index) => bytes[index] === byte) ? initialise.length : 0;
  return [bytes.subarray(0, at), automaticStatus(0x0f), bytes.subarray(at)];
}

/** GS ( H function 48 is answered once all before it is printed; GS r 1 once all before it was processed. */
function confirmationRequest(profile: PrinterProfile, processId: string): Uint8Array {
  if (profile.status === 'none') return new Uint8Array();
  if (!profile.processId) return Uint8Array.of(0x1d, 0x72, 0x01);
  return Uint8Array.of(0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...Buffer.from(processId, 'latin1'));
}

/** Looks at the printer until the job has ended; gives up after `confirmMs` in which nothing stood in its way. */
async function watch(work: Parameters<typeof confirmJob>[0], wait: ReturnType<typeof waiter>): Promise<void> {
  const { connection, timeouts, tell } = work;
  let wellMs = 0;
  let silences = 0;
  while (!wait.over()) {
    const began = performance.now();
    await wait.pause(timeouts.busyPollMs);
    if (wait.over()) return;
    const facts = work.answered ? await readFacts(connection, timeouts.statusMs) : null;
    if (wait.over()) return;
    if (facts) {
      silences = 0;
      tell(statusOf(facts, 'printing'));
    } else if (work.answered && ++silences > 1) {
      return wait.end({ outcome: 'suspect', reason: 'connection-lost' });
    }
    if (!facts || !troubleOf(facts)) wellMs += performance.now() - began;
    if (wellMs >= timeouts.confirmMs) wait.end({ outcome: 'suspect', reason: 'no-confirmation' });
  }
}

function waiter() {
  let end: (sent: Sent) => void = () => undefined;
  let over = false;
  let wake: () => void = () => undefined;
  const ended = new Promise<Sent>((resolve) => {
    end = (sent) => {
      over = true;
      wake();
      resolve(sent);
    };
  });
  return {
    ended,
    end: (sent: Sent) => end(sent),
    over: () => over,
    /** Ends early when the job does. */
    pause: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (over) wake();
      }),
  };
}
