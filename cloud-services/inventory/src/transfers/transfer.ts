/** A transfer between two locations: asked for, approved, sent, received, closed or called off; stock moves with it, each step once. */
import { randomUUID } from 'node:crypto';
import { derivedId, notFound, problem, type Tx } from '@comptoir/service-kit';
import type { TransferState } from '@comptoir/sync-protocol/feeds/stock-rows';
import { moveAndTell, throughTransit } from '../enter-movements.ts';
import { thousandths } from '../stock.ts';
import { knownLocations } from '../store/names.ts';
import {
  insertTransfer,
  keepNote,
  lockTransfer,
  remainders,
  setTransferState,
  writeLines,
} from '../store/transfers.ts';
import type { Transfer, TransferRequest } from './api.ts';
import { counted, merged, movesAtClose, movesIn, movesOut, type StockMove, stepOf } from './steps.ts';
import { tellTransfer } from './tell.ts';

/** @throws Problem 404 for a transfer that is not there, 409 for a step that its state does not allow. */
export async function transfer(tx: Tx, request: TransferRequest, now: Date): Promise<Transfer> {
  if (request.step === 'request') return ask(tx, request);
  if (request.transferId === undefined)
    throw problem(422, 'transfer-not-named', 'Which transfer?', 'Send its transferId.');
  const held = await lockTransfer(tx, request.transferId);
  if (!held) throw notFound('transfer');
  checkSame(held, request);
  const step = stepOf(held.state, request.step);
  if ('repeated' in step) return held;
  if ('refused' in step)
    throw problem(
      409,
      'no-such-step',
      `A transfer that is ${held.state} cannot take the step “${request.step}”`,
      'Read its state, and take a step that follows from it.',
      { members: { state: held.state } },
    );
  const moves = await movesOf(tx, held, request);
  await move(tx, held.transferId, step.to, moves, now);
  await keepNote(tx, held.transferId, request.note);
  return step.to === 'received' ? settle(tx, held.transferId, now) : reach(tx, held.transferId, step.to, now);
}

/** The lines that a step names are written; what it moves is told. */
async function movesOf(tx: Tx, held: Transfer, request: TransferRequest): Promise<StockMove[]> {
  const { transferId, from, to, lines } = held;
  switch (request.step) {
    case 'ship': {
      const left = counted(lines, request.shipped);
      await writeLines(tx, transferId, 'shipped', left);
      return movesOut(from, left);
    }
    case 'receive': {
      const came = counted(sent(held), request.received);
      await writeLines(tx, transferId, 'received', came);
      return movesIn(to, came);
    }
    case 'cancel':
      return held.state === 'shipped' ? movesIn(from, sent(held)) : [];
    case 'close':
      return movesAtClose(from, request.missing ?? 'lost', await remainders(tx, held));
    case 'approve':
    case 'request':
      return [];
  }
}

const sent = ({ lines }: Transfer) =>
  lines.flatMap(({ productId, shipped }) => (shipped === null ? [] : { productId, quantity: shipped }));

/** Stock moves once for a state that is reached. */
const move = (
  tx: Tx,
  transferId: string,
  state: TransferState,
  moves: readonly StockMove[],
  at: Date,
): Promise<unknown> =>
  moveAndTell(
    tx,
    throughTransit(
      moves.map((what) => ({
        ...what,
        movementId: derivedId('transfer', transferId, state, what.productId),
        origin: 'head-office',
        reference: transferId,
        at,
      })),
    ),
  );

/**
 * It was received: so the step is answered. If what came is what was sent, it is closed with it; else somebody has to say where the rest is.
 */
export async function settle(tx: Tx, transferId: string, now: Date): Promise<Transfer> {
  const held = await lockTransfer(tx, transferId);
  if (!held) throw new Error(`transfer ${transferId} was locked and is gone`);
  const isSettled = (await remainders(tx, held)).length === 0;
  const received = await reach(tx, transferId, 'received', now);
  if (isSettled) await reach(tx, transferId, 'closed', now);
  return received;
}

export async function reach(tx: Tx, transferId: string, state: TransferState, now: Date): Promise<Transfer> {
  await setTransferState(tx, transferId, state, now);
  const reached = await lockTransfer(tx, transferId);
  if (!reached) throw new Error(`transfer ${transferId} was locked and is gone`);
  await tellTransfer(tx, reached);
  return reached;
}

async function ask(
  tx: Tx,
  { transferId = randomUUID(), from, to, lines, note }: TransferRequest,
): Promise<Transfer> {
  if (from === undefined || to === undefined || lines === undefined)
    throw problem(422, 'transfer-incomplete', 'A transfer needs from, to and lines', 'Send all three.');
  if (from === to)
    throw problem(422, 'same-location', 'From and to are the same location', 'Name two locations.');
  const known = new Set((await knownLocations(tx)).map(({ locationId }) => locationId));
  for (const [name, id] of Object.entries({ from, to }))
    if (!known.has(id))
      throw problem(422, 'unknown-location', 'There is no such location', `Check \`${name}\`: ${id}.`);
  const isNew = await insertTransfer(tx, { transferId, from, to, lines: merged(lines), note });
  const made = await lockTransfer(tx, transferId);
  if (!made) throw new Error(`transfer ${transferId} was stored and is gone`);
  checkSame(made, { from, to, lines, step: 'request' });
  if (isNew) await tellTransfer(tx, made);
  return made;
}

/** @throws Problem 409 when what is told again is not what was asked. */
function checkSame(held: Transfer, { from = held.from, to = held.to, lines }: TransferRequest): void {
  const text = (rows: readonly { productId: string; quantity: string }[]) =>
    rows
      .filter(({ quantity }) => thousandths(quantity) !== 0n)
      .map(({ productId, quantity }) => `${productId} ${thousandths(quantity)}`)
      .sort()
      .join();
  const same = from === held.from && to === held.to && (!lines || text(merged(lines)) === text(held.lines));
  if (!same)
    throw problem(
      409,
      'transfer-differs',
      'This transfer was asked for otherwise',
      'Use another transferId.',
    );
}
