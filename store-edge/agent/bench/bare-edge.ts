/** The selling half of the agent without HTTP and devices: what one commit costs, for the benches. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { systemClock } from '../src/clock.ts';
import { growLog } from '../src/database/grown-log.ts';
import { journalMigrations } from '../src/database/journal-schema.ts';
import { openForWriting } from '../src/database/open.ts';
import { cataloguePositionOf } from '../src/edge-state.ts';
import { createIds } from '../src/ids.ts';
import { openJournal } from '../src/journal/open-journal.ts';
import { isProblem } from '../src/problem.ts';
import { Replica } from '../src/replica/replica.ts';
import { Sales } from '../src/sales/sales.ts';
import { Shifts } from '../src/shifts/shifts.ts';
import { noStep } from '../src/steps.ts';
import { saleOf } from '../test/support/sale.ts';
import { registers, STORE_ID, storeRow, writeStore } from '../test/support/store.ts';

export async function openBareEdge(dataDir: string) {
  mkdirSync(dataDir, { recursive: true });
  writeStore(dataDir);
  const db = openForWriting(join(dataDir, 'journal.db'), journalMigrations);
  const replica = new Replica(join(dataDir, 'replica.db'));
  const newId = createIds(systemClock);
  const store = { id: STORE_ID, number: storeRow.number };
  const log = pino({ level: 'silent' });
  const { journal } = openJournal(
    { db, clock: systemClock, newId, store, timeZone: () => storeRow.timeZone },
    log,
  );
  growLog(db.name);
  const payments = { attemptFor: () => undefined, leaveBehind: () => undefined };
  const spends = { refusal: () => null, use: () => undefined };
  const values = { settle: () => undefined };
  const cataloguePosition = () => cataloguePositionOf(replica);
  const sales = new Sales({
    db,
    journal,
    replica,
    cataloguePosition,
    payments,
    values,
    spends,
    storeId: STORE_ID,
    step: noStep,
  });
  const [register] = registers;
  if (!register) throw new Error('the store has no register');
  const actor = { staffId: 'u-camille', register };
  const shift = new Shifts({ db, journal, newId, currency: 'CAD' }).open(actor, 10_000);
  if (isProblem(shift)) throw new Error(shift.title);

  return {
    /** What syncing asks for. */
    parts: { journal, db, replicaPath: join(dataDir, 'replica.db') },
    /** Commits that no power cut threatens: to have many. */
    hurry: async (work: () => void) => {
      db.pragma('synchronous = OFF');
      work();
      db.pragma('synchronous = FULL');
    },
    /** Baskets of three lines, as their bytes. */
    freeze: (count: number): string[] =>
      Array.from({ length: count }, () =>
        JSON.stringify(
          saleOf({
            shiftId: shift.shiftId,
            items: [
              ['lamp', '1'],
              ['bread', '2'],
              ['mug', '4'],
            ],
          }),
        ),
      ),
    commit: (raw: string): void => {
      const committed = sales.commit({ ...actor, terminalId: 'bench' }, raw);
      if (isProblem(committed)) throw new Error(committed.detail);
    },
    /** Rows of a feed are in force: another file may be, too. */
    reopen: () => replica.reopen(),
    /** The owner's position of the catalogue in force. */
    cataloguePos: () => replica.feed('catalogue')?.pos ?? 0,
    tailSeq: () => journal.tail().seq,
    /** The bytes of each sale's records (sale and drawer), one list a sale. */
    recordsOfSales: (afterSeq: number): string[][][] => {
      const lines = journal
        .recordsAfter(afterSeq, 1_000_000, 1e9)
        .map((record) => Object.values(record.lines));
      return Array.from({ length: lines.length / 2 }, (_, at) => lines.slice(at * 2, at * 2 + 2));
    },
    close: async () => {
      replica.close();
      db.close();
    },
  };
}
