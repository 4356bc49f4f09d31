/** Stores, warehouses and their registers. A store's edge gets its own configuration by feed. */
import { isDeepStrictEqual } from 'node:util';
import { appendEvent, problem, type Tx, writeFeedRow } from '@comptoir/service-kit';
import { fieldChanges } from '@comptoir/service-kit/field-changes';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import { canLieIn } from './country.ts';
import { locationChanged } from './events.ts';
import { factsOf } from './facts.ts';
import { type StoreRow, saveStore, storeForUpdate, takenBy, writeChange } from './store/rows.ts';

type Change = Readonly<{
  by: string;
  /** The version that was seen, as the header tells it; undefined: whatever there is. */
  ifMatch: string | undefined;
  correlationId: string;
}>;

/** Creates or changes; the same again has no effect and tells nobody. @throws Problem 412 when `ifMatch` names another version. */
export async function putStore(
  tx: Tx,
  told: Omit<StoreRow, 'version'>,
  { by, ifMatch, correlationId }: Change,
): Promise<StoreRow> {
  const { configuration } = told;
  checkRegisters(configuration);
  checkCoordinates(told);
  const before = await storeForUpdate(tx, configuration.id);
  if (before && isDeepStrictEqual({ ...before, version: 0 }, { ...told, version: 0 })) return before;
  if (before && ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etagOf(before))
    throw problem(
      412,
      'changed-meanwhile',
      'This store was changed meanwhile',
      'Load it again, then make your change.',
      { headers: { etag: etagOf(before) } },
    );
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
  const store = { ...told, version: (before?.version ?? 0) + 1 };
  await saveStore(tx, store);
  const changes = fieldChanges(before ? factsOf(before) : {}, factsOf(store));
  await writeChange(tx, configuration.id, { version: store.version, by, changes });
  await writeFeedRow(tx, {
    feed: 'configuration',
    scope: configuration.id,
    key: `store/${configuration.id}`,
    value: configuration,
  });
  await appendEvent(tx, locationChanged(store, correlationId));
  return store;
}

export const etagOf = ({ version }: Pick<StoreRow, 'version'>) => `"${version}"`;

function checkCoordinates({ configuration, coordinates }: Omit<StoreRow, 'version'>): void {
  if (coordinates === null || canLieIn(configuration.jurisdiction, coordinates)) return;
  throw problem(
    422,
    'coordinates-abroad',
    'This place lies outside of the country',
    'Give the latitude first, then the longitude; west of Greenwich the longitude has a minus.',
  );
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
