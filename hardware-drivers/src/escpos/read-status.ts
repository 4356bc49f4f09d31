import type { PrinterStatus, PrinterTrouble } from '../printer/receipt-printer.ts';
import type { PrinterConnection } from './connection.ts';
import {
  decodeErrorCause,
  decodeOfflineCause,
  decodePaperStatus,
  decodePrinterStatus,
  type StatusFacts,
} from './status.ts';

/** DLE EOT 1 to 4, one after the other; null if the printer does not answer the first. */
export async function readFacts(
  connection: PrinterConnection,
  timeoutMs: number,
): Promise<StatusFacts | null> {
  const printer = await connection.ask(1, timeoutMs);
  if (printer === null) return null;
  const paper = await connection.ask(4, timeoutMs);
  const offline = await connection.ask(2, timeoutMs);
  const error = await connection.ask(3, timeoutMs);
  return {
    ...decodePrinterStatus(printer),
    ...(paper === null ? {} : decodePaperStatus(paper)),
    ...(offline === null ? {} : decodeOfflineCause(offline)),
    ...(error === null ? {} : decodeErrorCause(error)),
  };
}

/** Some clones answer n = 4 alone. Needs a connection of its own, as the silence before may yet be broken. */
export async function readPaperOnly(
  connection: PrinterConnection,
  timeoutMs: number,
): Promise<StatusFacts | null> {
  const paper = await connection.ask(4, timeoutMs);
  return paper === null ? null : decodePaperStatus(paper);
}

/** The trouble that a person must mend first; null when the printer can print. An open cover hides the paper, so it comes first. */
export function troubleOf(facts: StatusFacts): PrinterTrouble | null {
  if (facts.coverOpen) return 'cover-open';
  if (facts.paperOut || facts.stoppedByPaperEnd) return 'paper-out';
  if (facts.cutterError) return 'cutter-jam';
  if (facts.unrecoverableError || facts.error) return 'fault';
  return facts.offline ? 'offline' : null;
}

export function statusOf(facts: StatusFacts, well: 'ready' | 'printing'): PrinterStatus {
  return {
    state: troubleOf(facts) ?? well,
    paperNearEnd: facts.paperNearEnd ?? false,
    drawerPin3High: facts.drawerPin3High ?? null,
  };
}
