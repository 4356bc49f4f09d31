/** Faults of PostgreSQL that say "not now" rather than "never": the caller may try the same again. */

/** SQLSTATEs: 57P0x shutting down, 53300 too many clients, 40001/40P01 serialization and deadlock, 08… connection. */
const passingCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '40001',
  '40P01',
  '08000',
  '08003',
  '08006',
]);
const passingMessages =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout/;

/** A newer release has changed a table under a statement that was planned before; planned anew, it works. */
export const isOfAnOlderTable = (error: Error): boolean =>
  error.message === 'cached plan must not change result type';

export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = 'code' in error ? error.code : undefined;
  // The ORM's own words for a connection that was lost in the middle of a transaction.
  if (/^QueryRunner(Provider)?AlreadyReleasedError$/.test(error.name) || isOfAnOlderTable(error)) return true;
  return passingCodes.has(String(code)) || passingMessages.test(error.message);
}
