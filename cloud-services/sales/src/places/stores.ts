/** Stores, warehouses and their registers. A store's edge gets its own configuration by feed. */
import { isDeepStrictEqual } from 'node:util';
import { appendEvent, problem, type Tx, writeFeedRow } from '@comptoir/service-kit';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import { locationChanged } from './events.ts';
import { type StoreRow, saveStore, storeForUpdate, takenBy } from './store/rows.ts';

/** Creates or changes; the same again has no effect and tells nobody. */
export async function putStore(
  tx: Tx,
  { configuration, kind, coordinates }: Omit<StoreRow, 'version'>,
  correlationId: string,
): Promise<StoreRow> {
  checkRegisters(configuration);
  const before = await storeForUpdate(tx, configuration.id);
  if (
    before &&
    isDeepStrictEqual({ ...before, version: 0 }, { kind, configuration, coordinates, version: 0 })
  )
    return before;
  if (before && before.configuration.number !== configuration.number)
    throw problem(
      409,
      'number-is-fixed',
      'A store keeps its number',
      'Receipt numbers begin with it; close this store and open another.',
    );
  const taken = await takenBy(tx, configuration);
  if (taken)
    throw problem(409, `${taken}-taken`, `Another store has this ${taken}`, `Choose another ${taken}.`);
  const store = { kind, configuration, coordinates, version: (before?.version ?? 0) + 1 };
  await saveStore(tx, store);
  await writeFeedRow(tx, {
    feed: 'configuration',
    scope: configuration.id,
    key: `store/${configuration.id}`,
    value: configuration,
  });
  await appendEvent(tx, locationChanged(store, correlationId));
  return store;
}

function checkRegisters({ registers }: StoreConfiguration): void {
  const ids = new Set(registers.map(({ id }) => id));
  const numbers = new Set(registers.map(({ number }) => number));
  if (ids.size === registers.length && numbers.size === registers.length) return;
  throw problem(
    422,
    'register-twice',
    'Two registers share an id or a number',
    'Give each register its own.',
  );
}
