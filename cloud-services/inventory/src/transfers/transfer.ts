/** A transfer between two locations: asked for, sent, received or called off; stock moves with it, each step once. */
import { randomUUID } from 'node:crypto';
import { derivedId, notFound, problem, type Tx } from '@comptoir/service-kit';
import { moveAndTell } from '../enter-movements.ts';
import { thousandths } from '../stock.ts';
import { knownLocations } from '../store/names.ts';
import { insertTransfer, lockTransfer, setReceived, setTransferState } from '../store/transfers.ts';
import type { Transfer, TransferRequest, TransferState } from './api.ts';
import { merged, movesOf, stepOf } from './steps.ts';

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
  return reach(tx, step.to === 'received' ? withReceived(held, request) : held, step.to, now);
}

async function ask(
  tx: Tx,
  { transferId = randomUUID(), from, to, lines }: TransferRequest,
): Promise<Transfer> {
  if (from === undefined || to === undefined || lines === undefined)
    throw problem(422, 'transfer-incomplete', 'A transfer needs from, to and lines', 'Send all three.');
  if (from === to)
    throw problem(422, 'same-location', 'From and to are the same location', 'Name two locations.');
  const known = new Set((await knownLocations(tx)).map(({ locationId }) => locationId));
  for (const [name, id] of Object.entries({ from, to }))
    if (!known.has(id))
      throw problem(422, 'unknown-location', 'There is no such location', `Check \`${name}\`: ${id}.`);
  await insertTransfer(tx, { transferId, from, to, lines: merged(lines) });
  const made = await lockTransfer(tx, transferId);
  if (!made) throw new Error(`transfer ${transferId} was stored and is gone`);
  checkSame(made, { from, to, lines, step: 'request' });
  return made;
}

/** @throws Problem 409 when what is told again is not what was asked. */
function checkSame(held: Transfer, { from = held.from, to = held.to, lines }: TransferRequest): void {
  const text = (rows: readonly { productId: string; quantity: string }[]) =>
    rows
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

/** @throws Problem 422 for what was never sent, or more than was. */
function withReceived(held: Transfer, { received = [] }: TransferRequest): Transfer {
  const came = new Map(received.map(({ productId, quantity }) => [productId, quantity]));
  const sent = new Map(held.lines.map(({ productId, quantity }) => [productId, quantity]));
  for (const [productId, quantity] of came)
    if (thousandths(quantity) > thousandths(sent.get(productId) ?? '0'))
      throw problem(
        422,
        'more-than-sent',
        'More came than was sent',
        `Check ${productId}; enter the rest as a receipt.`,
      );
  return {
    ...held,
    lines: held.lines.map((line) => ({ ...line, received: came.get(line.productId) ?? line.quantity })),
  };
}

async function reach(tx: Tx, held: Transfer, state: TransferState, now: Date): Promise<Transfer> {
  const moves = movesOf(held, state);
  await moveAndTell(
    tx,
    moves.map(({ locationId, productId, quantity, reason }) => ({
      movementId: derivedId('transfer', held.transferId, state, productId),
      locationId,
      productId,
      quantity,
      reason,
      origin: 'head-office',
      reference: held.transferId,
      at: now,
    })),
  );
  if (state === 'received') await setReceived(tx, held);
  await setTransferState(tx, held.transferId, state, now);
  return { ...held, state, changedAt: now.toISOString() };
}
