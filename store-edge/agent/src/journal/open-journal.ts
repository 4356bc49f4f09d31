/** At start: an altered, torn or missing record never ends selling. A new journal begins, and everyone is told (E12). */
import type { Logger } from 'pino';
import { readSetting, writeSetting } from '../database/edge-setting.ts';
import type { Sqlite } from '../database/open.ts';
import { Journal, type JournalDeps } from './journal.ts';

const SETTING = 'journal.altered';
type Alarm = Readonly<{ journal: string; businessDate: string; firstBadSeq: number }>;

type Opened = Readonly<{
  journal: Journal;
  /** The entry at which the journal before this one stopped being what was written; null when all is well. */
  alteredAt: () => number | null;
}>;

/** @param fileWasDamaged the database holds only what could be read of another: its journal is never continued. */
export function openJournal(deps: JournalDeps, log: Logger, fileWasDamaged = false): Opened {
  const hadOne = deps.db.prepare('select 1 from journal').get() !== undefined;
  const journal = new Journal(deps, fileWasDamaged ? 'damaged' : 'new');
  const verdict = journal.checkTail();
  if (fileWasDamaged && verdict.sound) {
    const firstBadSeq = hadOne ? verdict.seq + 1 : 1;
    if (hadOne) journal.openNew('damaged');
    writeSetting(deps.db, SETTING, {
      journal: journal.id,
      businessDate: journal.businessDate(),
      firstBadSeq,
    });
  }
  if (!verdict.sound) {
    log.error(
      { journal: journal.id, firstBadSeq: verdict.firstBadSeq, reason: verdict.reason },
      'journal altered',
    );
    journal.openNew('damaged', verdict.lastGood);
    const { firstBadSeq } = verdict;
    writeSetting(deps.db, SETTING, {
      journal: journal.id,
      businessDate: journal.businessDate(),
      firstBadSeq,
    });
  }
  return { journal, alteredAt: () => raisedAt(deps.db, journal) };
}

/** Shown until head office holds the new journal, and for the rest of the business day in any case. */
function raisedAt(db: Sqlite, journal: Journal): number | null {
  const alarm = readSetting<Alarm>(db, SETTING);
  if (alarm?.journal !== journal.id) return null;
  const isRaised = journal.cosigned().seq === 0 || alarm.businessDate === journal.businessDate();
  return isRaised ? alarm.firstBadSeq : null;
}
