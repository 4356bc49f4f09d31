/** One JSON line a fact. Lines that belong to a request carry its correlation id, and where in its trace they were written. */
import { traceFields } from '@comptoir/tracing';
import { pino } from 'pino';

export type Logger = Readonly<
  Record<'debug' | 'info' | 'warn' | 'error', (fields: object, message: string) => void>
>;

/** Credentials never reach the log, wherever a caller put them. */
const redact = [
  'password',
  'pin',
  '*.password',
  '*.pin',
  'authorization',
  '*.authorization',
  'accessToken',
  '*.accessToken',
];

export function createLogger(service: string, level: string): Logger {
  return pino({ level, base: { service }, redact, messageKey: 'message', mixin: traceFields });
}

/** What was thrown, as fields of a log line; anything may be thrown in JavaScript. */
export function errorFields(error: unknown): { error: string; stack?: string } {
  return error instanceof Error
    ? { error: error.message, ...(error.stack ? { stack: error.stack } : {}) }
    : { error: String(error) };
}
