import type { Logger } from 'pino';
import { isDiskError } from '../database/disk-error.ts';
import type { Journal } from '../journal/journal.ts';
import type { Closings } from './closings.ts';

const EVERY_MS = 60_000;
type Watched = Readonly<{
  journal: Journal;
  closings: Closings;
  log: Logger;
  fatal: (error: unknown) => void;
}>;

/** A day ends also where nobody sells after it. A full disk is no end: the next record closes what this could not. */
export function watchClosings({ journal, closings, log, fatal }: Watched): Readonly<{ stop: () => void }> {
  const look = () => {
    try {
      const open = closings.openDay();
      if (open !== '' && open < journal.businessDate()) journal.closeWhatEnded();
    } catch (error) {
      if (isDiskError(error)) fatal(error);
      else log.warn({ err: error }, 'the day is not closed yet');
    }
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
