/** What tests of acts on the shelf and on orders ask of a store. */
import { type BodyOf, bodyOf, type RecordKind } from '@comptoir/sync-protocol/records/kinds';
import type { Shop } from './shop.ts';
import { writeFeedRows } from './store.ts';

/** Bodies of one kind, in the order of the journal; each read by the schema that the cloud reads with. */
export const recordsOf = <K extends RecordKind>(shop: Shop, kind: K): BodyOf<K>[] =>
  shop.agent.journal
    .recordsAfter(0, 1_000, 10_000_000)
    .filter(({ lines }) => JSON.parse(lines.header).kind === kind)
    .map(({ lines }) => bodyOf[kind].parse(JSON.parse(lines.body)) as BodyOf<K>);

const at = '2026-11-24T12:00:00.000Z';
export const laval = { locationId: 'lav', code: 'LAV02', name: 'Laval' };

export const writePlaces = (dataDir: string): void =>
  writeFeedRows(dataDir, [
    { feed: 'stock-elsewhere', key: 'location/lav', value: { ...laval, kind: 'store' } },
  ]);

export const writeTransfer = (
  dataDir: string,
  transferId: string,
  changed: Readonly<Record<string, unknown>> = {},
): void =>
  writeFeedRows(dataDir, [
    {
      feed: 'deliveries',
      key: `transfer/${transferId}`,
      value: {
        ...{ transferId, number: 'T-7F3K92QD', direction: 'in', other: laval, state: 'shipped' },
        ...{ requestedAt: at, changedAt: at },
        lines: [{ productId: 'lamp', quantity: '6', shipped: '6' }],
        ...changed,
      },
    },
  ]);
