import type { EdgeState } from './api.ts';
import type { DeviceBoard } from './devices/device-board.ts';
import type { Journal } from './journal/journal.ts';
import type { Replica } from './replica/replica.ts';
import type { LinkState } from './sync-port.ts';

type Sources = Readonly<{
  link: () => LinkState;
  journal: Journal;
  journalAlteredAt: () => number | null;
  clockSuspect: () => EdgeState['clockSuspect'];
  replica: Replica;
  board: Pick<DeviceBoard, 'states'>;
  devicesRegister: string;
}>;

/** What works now and what does not, for the status strip of every till. */
export function edgeStateOf(sources: Sources): EdgeState {
  const { link, journal, journalAlteredAt, clockSuspect, replica, board, devicesRegister } = sources;
  const unsent = journal.unsent();
  const catalogue = replica.feed('catalogue');
  return {
    ...link(),
    unsentRecords: unsent.records,
    unsentSales: unsent.sales,
    catalogue: {
      position: cataloguePositionOf(replica),
      asOf: catalogue?.asOf ?? null,
      productCount: replica.productCount(),
      caughtUp: catalogue?.caughtUp ?? false,
    },
    devices: board.states(),
    businessDate: journal.businessDate(),
    devicesRegister,
    head: { journal: journal.id, seq: journal.tail().seq, cosignedSeq: journal.cosigned().seq },
    journal: journalAlteredAt() === null ? 'sound' : 'altered',
    journalAlteredAt: journalAlteredAt(),
    clockSuspect: clockSuspect(),
  };
}

/** `epoch:pos`, as sales name it; `none` before the first page. */
export function cataloguePositionOf(replica: Pick<Replica, 'feed'>): string {
  const feed = replica.feed('catalogue');
  return feed ? `${feed.epoch}:${feed.pos}` : 'none';
}
