/** What the two stores of a transfer are told of it: the feed `deliveries`. A warehouse has no edge that reads it. */
import { type Tx, writeFeedRows } from '@comptoir/service-kit';
import type { DeliveryTransfer } from '@comptoir/sync-protocol/feeds/stock-rows';
import { knownLocations } from '../store/names.ts';
import type { Transfer } from './api.ts';

export const deliveriesFeed = 'deliveries';
export const transferKey = (transferId: string) => `transfer/${transferId}`;

export async function tellTransfer(tx: Tx, transfer: Transfer): Promise<void> {
  const known = new Map((await knownLocations(tx)).map((place) => [place.locationId, place]));
  const row = (scope: string, otherId: string, direction: DeliveryTransfer['direction']) => ({
    scope,
    key: transferKey(transfer.transferId),
    value: {
      ...{ transferId: transfer.transferId, number: transfer.number, direction },
      other: {
        locationId: otherId,
        code: known.get(otherId)?.code ?? otherId,
        name: known.get(otherId)?.name ?? otherId,
      },
      state: transfer.state,
      lines: transfer.lines.map(({ productId, quantity, shipped, received }) => ({
        ...{ productId, quantity },
        ...(shipped === null ? {} : { shipped }),
        ...(received === null ? {} : { received }),
      })),
      ...{ requestedAt: transfer.requestedAt, changedAt: transfer.changedAt },
      ...(transfer.note === null ? {} : { note: transfer.note }),
    } satisfies DeliveryTransfer,
  });
  const { from, to } = transfer;
  await writeFeedRows(tx, deliveriesFeed, [row(from, to, 'out'), row(to, from, 'in')]);
}
