/**
 * Changes of prices that wait for another person. A proposal is tried when it is made, so that what could never be done is refused at
 * once; what is approved is exactly what was shown, or nothing.
 */
import type { Tx } from '@comptoir/service-kit/db/database';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import type { Change, PriceOf } from '../admin/prices.ts';
import type { Proposal, ProposalState } from '../api.ts';
import type { Actor, Changed } from '../audit/record.ts';
import { newId } from '../ids.ts';
import type { Queries } from '../store/product-rows.ts';
import { applyChange, changesPrices, type PriceChange } from './price-change.ts';
import { needsTwo } from './setting.ts';

type Row = {
  id: string;
  request: PriceChange;
  changes: Changed[];
  change_count: number;
  state: ProposalState;
  proposed_by: string;
  proposed_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
};
/** Of a big change, as many are told as anybody reads. */
const shownMax = 50;
const columns = `id, request, state, proposed_by, proposed_at, decided_by, decided_at, jsonb_array_length(changes) as change_count,
  jsonb_path_query_array(changes, '$[0 to ${shownMax - 1}]') as changes`;

/** @returns what waits now; undefined: nobody else is needed, or nothing would change: it is for the caller to do. */
export async function proposeIfNeeded(
  tx: Tx,
  asked: PriceChange,
  change: Change,
): Promise<Proposal | undefined> {
  if (!(await needsTwo(tx)) || !(await changesPrices(tx, asked))) return undefined;
  await tx.query('savepoint tried');
  await applyChange(tx, asked, change, new Date());
  const [row] = await tx.query<{ changes: Changed[] }[]>(`select ${changesOf('$1')} as changes`, [
    change.correlationId,
  ]);
  await tx.query('rollback to savepoint tried');
  const changes = row?.changes ?? [];
  if (changes.length === 0) return undefined;
  const rows = await tx.query<Row[]>(
    `insert into price_proposal (id, request, changes, proposed_by) values ($1, $2::jsonb, $3::jsonb, $4) returning ${columns}`,
    [newId(), JSON.stringify(asked), JSON.stringify(changes), change.by],
  );
  return viewOf(rows[0]);
}

/** What is new is written down at once, and sold once another person has said yes to its price. Before anything else of the transaction is audited. */
export async function proposeFirstPrices(tx: Tx, prices: readonly PriceOf[], actor: Actor): Promise<void> {
  if (prices.length === 0) return;
  const asked: PriceChange = { do: 'set-first-prices', prices: [...prices] };
  await proposeIfNeeded(tx, asked, { ...actor, ifMatch: undefined });
}

/** @throws Problem 403 `same-person`; 409 `already-decided`, `changed-meanwhile`; what the change itself throws. */
export async function approve(tx: Tx, id: string, change: Change): Promise<Proposal> {
  const { request, proposed_by } = await lockOpen(tx, id);
  if (proposed_by === change.by)
    throw problem(
      403,
      'same-person',
      'Somebody else must approve this',
      'Whoever proposes a price cannot approve it: ask a colleague.',
    );
  await applyChange(
    tx,
    request,
    { ...change, by: proposed_by, approvedBy: change.by, ifMatch: undefined },
    new Date(),
  );
  const [same] = await tx.query<{ same: boolean }[]>(
    `select ${forgetEnd('changes')} = ${forgetEnd(changesOf('$2'))} as same from price_proposal where id = $1`,
    [id, change.correlationId],
  );
  if (!same?.same)
    throw problem(
      409,
      'changed-meanwhile',
      'What it would change was changed meanwhile',
      'Reject it, look at the prices as they are now, and propose again.',
    );
  return decided(tx, id, 'approved', change);
}

/** Whoever proposed it may take it back. */
export async function reject(tx: Tx, id: string, change: Change): Promise<Proposal> {
  await lockOpen(tx, id);
  return decided(tx, id, 'rejected', change);
}

export async function proposals(queries: Queries, state: ProposalState | undefined): Promise<Proposal[]> {
  const rows = await queries.query<Row>(
    `select ${columns} from price_proposal where $1::text is null or state = $1 order by proposed_at desc, id limit 200`,
    [state ?? null],
  );
  return rows.map(viewOf);
}

/** What this transaction's change wrote into the audit, in a settled order. */
const changesOf = (correlationId: string) => `(
  select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'id', subject_id, 'name', subject, 'changes', changes)
    order by kind, subject_id), '[]') from audit_entry where correlation_id = ${correlationId} and at >= now())`;

/** "Now" is another moment when it is approved: of a list that is ended, when it ends is not compared. */
const forgetEnd = (changes: string) =>
  `(select case when (select request ->> 'do' from price_proposal where id = $1) = 'end-list' then '[]'::jsonb else ${changes} end)`;

async function lockOpen(tx: Tx, id: string): Promise<Row> {
  const [row] = await tx.query<Row[]>(`select ${columns} from price_proposal where id = $1 for update`, [id]);
  if (!row) throw notFound('proposal');
  if (row.state !== 'open')
    throw problem(409, 'already-decided', 'This was decided already', 'Look at the list again.');
  return row;
}

async function decided(tx: Tx, id: string, state: ProposalState, { by }: Change): Promise<Proposal> {
  await tx.query(
    'update price_proposal set state = $2, decided_by = $3, decided_at = clock_timestamp() where id = $1',
    [id, state, by],
  );
  const [row] = await tx.query<Row[]>(`select ${columns} from price_proposal where id = $1`, [id]);
  return viewOf(row);
}

function viewOf(row: Row | undefined): Proposal {
  if (!row) throw notFound('proposal');
  return {
    id: row.id,
    does: row.request.do,
    state: row.state,
    changes: row.changes.map(({ kind, id, name, changes }) => ({
      kind,
      subjectId: id,
      subject: name,
      changes: [...changes],
    })),
    changeCount: row.change_count,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at.toISOString(),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
  };
}
