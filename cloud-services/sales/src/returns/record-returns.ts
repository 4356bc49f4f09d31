/** Returns that a journal brought: stored once, with their events; goods that came back twice are noticed. Source: docs, Sync protocol, Disagreements. */
import { appendEvents, type Tx } from '@comptoir/service-kit';
import { customerOfSale, hashOfReturn, insertTillReturn } from './store/rows.ts';
import { tellDoubles } from './tell-doubles.ts';
import { bodyHash, eventsOf, type ReturnTold } from './told.ts';

type Doubtful = Readonly<{
  seq: number;
  recordId: string;
  kind: 'return';
  rule: 'id-reused';
  reason: string;
}>;

/** @returns returns whose id is used by another: both bytes are kept, a person decides. */
export async function recordReturns(
  tx: Tx,
  returns: readonly ReturnTold[],
  registerIdOf: (told: ReturnTold) => string,
  receivedAt: Date,
): Promise<Doubtful[]> {
  const doubtful: Doubtful[] = [];
  for (const told of returns) {
    const { back, seq, recordId } = told;
    const saleId = back.original?.saleId;
    const customerId = saleId === undefined ? null : await customerOfSale(tx, saleId);
    const registerId = registerIdOf(told);
    if (await insertTillReturn(tx, told, registerId, customerId, receivedAt)) {
      await appendEvents(tx, eventsOf(told, registerId, customerId));
      if (saleId !== undefined) await tellDoubles(tx, [saleId], receivedAt);
    } else if (!(await hashOfReturn(tx, back.returnId))?.equals(bodyHash(told)))
      doubtful.push({
        ...{ seq, recordId, kind: 'return', rule: 'id-reused' },
        reason: `id-reused: return ${back.returnId} has another body already`,
      });
  }
  return doubtful;
}
