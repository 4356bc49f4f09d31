/**
 * What becomes of a record that could not be projected. Its bytes stay as they were signed; only whether and how they are counted is
 * decided here. A replay is as idempotent as the first try: ids of sales and events derive from the record.
 */
import { type Database, errorFields, type Logger, notFound, problem, type Tx } from '@comptoir/service-kit';
import { type Decided, type QuarantineDecision, type Replayed, waivableRules } from '../../api.ts';
import type { Projectors } from '../ingest.ts';
import { type Fault, project } from '../project.ts';
import { type Held, keepOpen, lockOpen, openPlaces, type Place, resolve } from './rows.ts';

export type DecideParts = Projectors & Readonly<{ database: Database; now: () => Date }>;

const pageSize = 200;

/** @throws Problem 404 if nothing is open there, 422 for what may not be waived. */
export async function decide(
  parts: DecideParts,
  tx: Tx,
  place: Place,
  asked: QuarantineDecision,
  by: string,
): Promise<Decided> {
  const held = await lockOpen(tx, place);
  if (!held) throw notFound('quarantined record');
  const at = parts.now();
  if (asked.decision === 'dismiss') {
    await resolve(tx, place, { resolution: 'dismissed', by, note: asked.note, at });
    return { state: 'dismissed', reason: null };
  }
  if (asked.decision === 'accept' && !waivableRules.includes(held.rule))
    throw problem(
      422,
      'not-waivable',
      'This record cannot be accepted as it stands',
      'Replay it after an upgrade, or dismiss it.',
    );
  const fault = await tryAgain(parts, tx, place, held, asked.decision === 'accept');
  if (fault) {
    await keepOpen(tx, place, fault);
    return { state: 'open', reason: fault.reason };
  }
  const how =
    asked.decision === 'accept'
      ? ({ resolution: 'accepted', note: asked.note } as const)
      : ({ resolution: 'replayed', note: null } as const);
  await resolve(tx, place, { ...how, by, at });
  return { state: 'projected', reason: null };
}

async function tryAgain(
  parts: DecideParts,
  tx: Tx,
  { journal }: Place,
  { storeId, rule, record }: Held,
  isWaived: boolean,
): Promise<Fault | undefined> {
  const { sales, returns, stock, trail, values, orders, quarantined } = project(
    journal,
    storeId,
    [record],
    isWaived ? rule : undefined,
  );
  await parts.recordValues(tx, values);
  const doubtful = [
    ...(await parts.recordSales(tx, sales, parts.now())),
    ...(await parts.recordReturns(tx, returns, parts.now())),
  ];
  await parts.tellStock(tx, stock);
  await parts.tellOrders(tx, orders);
  await parts.addToTrail(tx, trail);
  return [...quarantined, ...doubtful][0];
}

/** Everything that is open, by today's rules: after an upgrade, or when head office asks. One that fails stops no other. */
export async function replayAll(parts: DecideParts, by: string | null, logger: Logger): Promise<Replayed> {
  let [projected, open] = [0, 0];
  let after: Place | undefined;
  for (;;) {
    const places = await openPlaces(parts.database, after, pageSize);
    for (const place of places) {
      const isProjected = await replayOne(parts, place, by, logger);
      if (isProjected) projected += 1;
      else open += 1;
    }
    after = places.at(-1);
    if (places.length < pageSize) return { projected, open };
  }
}

async function replayOne(
  parts: DecideParts,
  place: Place,
  by: string | null,
  logger: Logger,
): Promise<boolean> {
  try {
    return await parts.database.transaction(async (tx) => {
      const held = await lockOpen(tx, place);
      // Another instance was quicker.
      if (!held) return true;
      const fault = await tryAgain(parts, tx, place, held, false);
      if (fault) await keepOpen(tx, place, fault);
      else await resolve(tx, place, { resolution: 'replayed', by, note: null, at: parts.now() });
      return !fault;
    });
  } catch (error) {
    logger.warn({ ...place, ...errorFields(error) }, 'a quarantined record could not be replayed');
    return false;
  }
}
