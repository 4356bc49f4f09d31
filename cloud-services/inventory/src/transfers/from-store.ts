/**
 * What stores did with transfers, as their records tell it: it has happened, so it is never refused. Records of two stores come in any
 * order; what was done already, here or by an earlier record, has no second effect: what it moved is taken back, and the store is told.
 */
import { derivedId, type Tx } from '@comptoir/service-kit';
import type {
  TransferReceived,
  TransferRequested,
  TransferShipped,
} from '@comptoir/service-kit/events/store-stock';
import { moveAndTell, throughTransit } from '../enter-movements.ts';
import { type Movement, movementsOfStore, negated } from '../stock.ts';
import { applyMovements } from '../store/ledger.ts';
import { insertTransfer, isFirstTold, keepNote, lockTransfer, writeLines } from '../store/transfers.ts';
import type { Transfer } from './api.ts';
import { counted, merged } from './steps.ts';
import { tellTransfer } from './tell.ts';
import { reach, settle } from './transfer.ts';

export async function storeRequested(tx: Tx, told: TransferRequested): Promise<void> {
  if (!(await isFirstTold(tx, told.recordId))) return;
  const held = await open(tx, told);
  if (held.lines.every(({ quantity }) => quantity === '0'))
    await writeLines(tx, held.transferId, 'quantity', merged(told.lines));
  await keepNote(tx, held.transferId, told.note);
  const asked = await lockTransfer(tx, held.transferId);
  if (asked) await tellTransfer(tx, asked);
}

export async function storeShipped(tx: Tx, told: TransferShipped): Promise<void> {
  const movements = await applied(tx, told, 'transfer-out');
  if (!movements) return;
  const held = await open(tx, told);
  if (held.lines.some(({ shipped }) => shipped !== null)) return takeBack(tx, told, movements);
  await writeLines(tx, held.transferId, 'shipped', counted(nothingOf(held), told.lines));
  const at = new Date(told.at);
  const hasCome = held.lines.some(({ received }) => received !== null);
  await (hasCome ? settle(tx, held.transferId, at) : reach(tx, held.transferId, 'shipped', at));
}

export async function storeReceived(tx: Tx, told: TransferReceived): Promise<void> {
  const movements = await applied(tx, told, 'transfer-in');
  if (!movements) return;
  const held = await open(tx, told);
  if (held.lines.some(({ received }) => received !== null)) return takeBack(tx, told, movements);
  const came = told.lines.map(({ productId, received }) => ({ productId, quantity: received }));
  await writeLines(tx, held.transferId, 'received', counted(nothingOf(held), came));
  await settle(tx, held.transferId, new Date(told.at));
}

/** What a record does not name neither left nor came. */
const nothingOf = ({ lines }: Transfer) => lines.map(({ productId }) => ({ productId, quantity: '0' }));

type Told = TransferRequested | TransferShipped | TransferReceived;

/** @returns what the record moved; undefined if it has had its effect before. */
async function applied(
  tx: Tx,
  told: TransferShipped | TransferReceived,
  reason: 'transfer-out' | 'transfer-in',
): Promise<Movement[] | undefined> {
  const movements = movementsOfStore({ ...told, locationId: told.storeId }, reason).map((movement) => ({
    ...movement,
    reference: told.transferId,
  }));
  await applyMovements(tx, throughTransit(movements));
  return (await isFirstTold(tx, told.recordId)) ? movements : undefined;
}

/** A store may send what nobody asked for, and a receiver's record may come before the sender's. */
async function open(tx: Tx, { transferId, from, to, note }: Told): Promise<Transfer> {
  await insertTransfer(tx, { transferId, from, to, lines: [], note });
  const held = await lockTransfer(tx, transferId);
  if (!held) throw new Error(`transfer ${transferId} was stored and is gone`);
  return held;
}

async function takeBack(tx: Tx, { recordId }: Told, movements: readonly Movement[]): Promise<void> {
  await moveAndTell(
    tx,
    throughTransit(
      movements.map((movement) => ({
        ...movement,
        movementId: derivedId('taken-back', recordId, movement.movementId),
        quantity: negated(movement.quantity),
        origin: 'head-office',
      })),
    ),
  );
}
