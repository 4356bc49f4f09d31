import type {
  DrawerOutcome,
  PrinterStatus,
  PrintJob,
  PrintOutcome,
  ReceiptPrinter,
} from '../printer/receipt-printer.ts';
import type { PrinterProfile } from '../receipt/profiles.ts';
import { confirmJob } from './confirm-job.ts';
import { openConnection, type PrinterConnection } from './connection.ts';
import { readFacts, readPaperOnly, statusOf, troubleOf } from './read-status.ts';
import type { StatusFacts } from './status.ts';

export type ReceiptPrinterOptions = Readonly<{
  /**
   * `tcp://192.168.1.50:9100`; `usb:///dev/usb/lp0` of a printer on USB; `serial:///dev/ttyACM0` of one on a serial line. With `?status=none`
   * it is one that cannot tell how it is: then nothing is asked, and what it took is taken as printed.
   */
  address: string;
  profile: PrinterProfile;
  timeouts?: Partial<ReceiptPrinterTimeouts>;
}>;

export type ReceiptPrinterTimeouts = Readonly<{
  connectMs: number;
  /** Silence after DLE EOT means "knows no status", not "broken". */
  statusMs: number;
  /** Between looks at an idle printer, and at one that prints. */
  idlePollMs: number;
  busyPollMs: number;
  /** How long a printer without trouble may take to say that the job is on paper. */
  confirmMs: number;
}>;

const defaults: ReceiptPrinterTimeouts = {
  connectMs: 3_000,
  statusMs: 2_000,
  idlePollMs: 3_000,
  busyPollMs: 400,
  confirmMs: 20_000,
};

/** DLE DC4 1: pulse on the drawer connector in real time, pin 2, 100 ms. */
const kickBytes = Uint8Array.of(0x10, 0x14, 0x01, 0x00, 0x01);
const failed = (
  reason: Extract<PrintOutcome, { outcome: 'failed' }>['reason'],
  drawerKicked = false,
): PrintOutcome => ({
  outcome: 'failed',
  reason,
  drawerKicked,
});
const quiet: PrinterStatus = { state: 'unknown', paperNearEnd: false, drawerPin3High: null };

/**
 * An ESC/POS printer on TCP port 9100, or on a line of this machine. Connections are short, one per job or look, because such printers serve one client at a time
 * and drop idle ones. Source: ESC/POS page of the cases, "TCP port 9100".
 */
export function createReceiptPrinter(options: ReceiptPrinterOptions): ReceiptPrinter {
  const address = new URL(options.address);
  const profile: PrinterProfile =
    address.searchParams.get('status') === 'none' ? { ...options.profile, status: 'none' } : options.profile;
  const timeouts = { ...defaults, ...options.timeouts };
  const listeners = new Set<(status: PrinterStatus) => void>();
  const closing = new AbortController();
  let status = quiet;
  let lane: Promise<unknown> = Promise.resolve();
  let printing: PrinterConnection | null = null;
  let pollTimer: NodeJS.Timeout | null = null;

  const connect = () => openConnection(address, timeouts.connectMs);
  /** One connection at a time: the printer has room for no more. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = lane.then(work);
    lane = result.catch(() => undefined);
    return result;
  };
  const tell = (next: PrinterStatus) => {
    if (JSON.stringify(next) === JSON.stringify(status)) return;
    status = next;
    for (const listener of listeners) listener(next);
  };
  const lost = (state: 'unreachable' | 'silent') => tell({ ...status, state });

  /** What the printer says of itself, on the connection to go on with (another one if the first fell silent). */
  async function look(
    first: PrinterConnection,
  ): Promise<{ connection: PrinterConnection | null; facts: StatusFacts | null }> {
    if (profile.status === 'none') return { connection: first, facts: {} };
    const facts = await readFacts(first, timeouts.statusMs);
    if (facts) return { connection: first, facts };
    await first.close();
    const second = await connect();
    return { connection: second, facts: second && (await readPaperOnly(second, timeouts.statusMs)) };
  }

  async function lookOnce(): Promise<void> {
    const first = await connect();
    if (!first) return lost('unreachable');
    const { connection, facts } = await look(first);
    await connection?.close();
    // Of a printer that tells nothing, all that is known is that it is there.
    if (profile.status === 'none') tell({ ...quiet, state: 'untold' });
    else if (facts) tell(statusOf(facts, 'ready'));
    else lost(connection ? 'silent' : 'unreachable');
  }

  async function printNow(job: PrintJob, signal: AbortSignal): Promise<PrintOutcome> {
    if (signal.aborted) return failed(closing.signal.aborted ? 'closed' : 'aborted');
    const first = await connect();
    if (!first) {
      lost('unreachable');
      return failed('unreachable');
    }
    const { connection, facts } = await look(first);
    if (!connection?.open) {
      lost('unreachable');
      return failed('unreachable');
    }
    try {
      const trouble = facts && troubleOf(facts);
      // The drawer opens also when the paper is out: change must not wait for a roll.
      if (job.kickDrawer) connection.write(kickBytes);
      if (facts) tell(statusOf(facts, 'printing'));
      const kicked = job.kickDrawer === true;
      if (trouble) return failed(trouble, kicked);
      if (signal.aborted) return failed(closing.signal.aborted ? 'closed' : 'aborted', kicked);
      printing = connection;
      const sent = await confirmJob({
        connection,
        bytes: job.bytes,
        profile,
        timeouts,
        signal,
        answered: facts !== null,
        tell,
      });
      if (sent.outcome === 'suspect' && sent.reason === 'aborted' && closing.signal.aborted)
        return { ...sent, reason: 'closed' };
      if (sent.outcome === 'suspect' && sent.reason === 'connection-lost') lost('unreachable');
      else if (facts === null) lost('silent');
      else if (sent.outcome === 'confirmed')
        tell({ ...status, state: profile.status === 'none' ? 'untold' : 'ready' });
      return sent;
    } finally {
      printing = null;
      await connection.close();
    }
  }

  function pollWhileListened(): void {
    if (pollTimer || listeners.size === 0 || closing.signal.aborted) return;
    pollTimer = setTimeout(async () => {
      await inTurn(lookOnce);
      pollTimer = null;
      pollWhileListened();
    }, timeouts.idlePollMs);
    pollTimer.unref();
  }

  return {
    print: (job, signal) =>
      inTurn(() => printNow(job, signal ? AbortSignal.any([signal, closing.signal]) : closing.signal)),
    async status() {
      if (!printing && !closing.signal.aborted) await inTurn(lookOnce);
      return status;
    },
    async kickDrawer(): Promise<DrawerOutcome> {
      if (closing.signal.aborted) return { outcome: 'failed', reason: 'closed' };
      if (printing?.open) {
        printing.write(kickBytes);
        return { outcome: 'sent' };
      }
      const connection = await connect();
      if (!connection) return { outcome: 'failed', reason: 'unreachable' };
      connection.write(kickBytes);
      await connection.close();
      return { outcome: 'sent' };
    },
    onStatus(listener) {
      listeners.add(listener);
      if (status !== quiet) listener(status);
      else void inTurn(lookOnce);
      pollWhileListened();
      return () => void listeners.delete(listener);
    },
    async close() {
      closing.abort();
      listeners.clear();
      if (pollTimer) clearTimeout(pollTimer);
      await lane;
    },
  };
}
