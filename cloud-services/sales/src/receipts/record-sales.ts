/** Sales that a journal brought: stored once, with their events. Source: docs, Sync protocol, Disagreements. */
import { appendEvents, type Tx } from '@comptoir/service-kit';
import { eventsOf } from './events.ts';
import { bodyHash, type Told } from './sale.ts';
import { bodyHashes, insertParts, insertSales, partsOf } from './store/write.ts';

type Doubtful = Readonly<{ seq: number; recordId: string; kind: 'sale'; rule: 'id-reused'; reason: string }>;
export type RegisterIdOf = (told: Told) => string;

/**
 * A sale that is here already with the same body (a recovered record, a journal given back) has no effect.
 * @returns sales whose id is used by another sale: both bytes are kept, a person decides.
 */
export async function recordSales(
  tx: Tx,
  sales: readonly Told[],
  registerIdOf: RegisterIdOf,
  receivedAt: Date,
): Promise<Doubtful[]> {
  if (sales.length === 0) return [];
  const first = new Map<string, Told>();
  for (const told of sales) if (!first.has(told.sale.saleId)) first.set(told.sale.saleId, told);
  const candidates = [...first.values()];
  // Nearly all are new: while the server is at them, what follows is made ready.
  const [inserted, made] = await Promise.all([
    insertSales(tx, candidates, registerIdOf, receivedAt),
    madeOf(candidates, registerIdOf),
  ]);
  const fresh = made.filter(({ told }) => inserted.has(told.sale.saleId));
  await Promise.all([
    insertParts(
      tx,
      fresh.map(({ parts }) => parts),
    ),
    appendEvents(
      tx,
      fresh.flatMap(({ events }) => events),
    ),
  ]);
  const stored = new Set(fresh.map(({ told }) => told));
  const repeated = sales.filter((told) => !stored.has(told));
  return repeated.length === 0 ? [] : findDoubtful(tx, repeated);
}

/** A promise, so that an error of either side of the wait is the caller's, once. */
const madeOf = async (sales: readonly Told[], registerIdOf: RegisterIdOf) =>
  sales.map((told) => ({ told, parts: partsOf(told), events: eventsOf(told, registerIdOf(told)) }));

async function findDoubtful(tx: Tx, repeated: readonly Told[]): Promise<Doubtful[]> {
  const stored = await bodyHashes(
    tx,
    repeated.map(({ sale }) => sale.saleId),
  );
  return repeated
    .filter((told) => !stored.get(told.sale.saleId)?.equals(bodyHash(told)))
    .map(({ seq, recordId, sale }) => ({
      seq,
      recordId,
      kind: 'sale',
      rule: 'id-reused',
      reason: `id-reused: sale ${sale.saleId} has another body already`,
    }));
}
