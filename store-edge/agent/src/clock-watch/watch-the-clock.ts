import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { isDiskError } from '../database/disk-error.ts';
import type { Sqlite } from '../database/open.ts';
import type { Journal } from '../journal/journal.ts';
import { ClockWatch } from './clock-watch.ts';

const EVERY_MS = 10_000;
type Watched = Readonly<{
  db: Sqlite;
  journal: Journal;
  clock: Clock;
  monotonicMs: () => number;
  log: Logger;
  fatal: (error: unknown) => void;
  /** Something to show has changed. */
  onChange: () => void;
}>;

/** Looks at each record and each ten seconds; what it finds is in the journal a turn later. */
export function watchTheClock({ db, journal, clock, monotonicMs, log, fatal, onChange }: Watched) {
  let owed: (() => void)[] = [];
  const writeOwed = () => {
    const due = owed;
    owed = [];
    for (const write of due) write();
  };
  const watch = new ClockWatch({
    ...{ db, clock, monotonicMs, newestAtMs: journal.newestAtMs() },
    tell({ kind, body, actor }, save) {
      log.warn({ kind, ...body }, 'the clock');
      owed.push(() => {
        try {
          journal.transaction(() => {
            journal.append({ kind, body: JSON.stringify(body), ...(actor === undefined ? {} : { actor }) });
            save();
          });
        } catch (error) {
          if (isDiskError(error)) fatal(error);
          else log.warn({ err: error }, 'the clock is not in the journal');
        }
        onChange();
      });
      setImmediate(writeOwed);
    },
  });
  const timer = setInterval(() => watch.look(), EVERY_MS);
  const stop = () => {
    clearInterval(timer);
    writeOwed();
  };
  return { watch, stop };
}
