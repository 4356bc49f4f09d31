/** A store, or an order, spends of a card while a customer waits: taken off the balance at once, made sure by what follows, or let go. */
import { notFound, problem, type Tx } from '@comptoir/service-kit';
import type { SettleValueRequest } from '@comptoir/service-kit/values';
import type { SpendValueRequest } from '@comptoir/sync-protocol/wire/values';
import { type CardRow, cardById, entryById, lockCard, putEntry, tellCards } from './store/rows.ts';

type Spending = Readonly<{ spendId: string; storeId: string; now: Date }>;

/** @throws Problem 404 `unknown-value`, 409 `value-blocked`, `not-enough-value` (with `balanceMinor`), `spend-released`. */
export async function spendValue(
  tx: Tx,
  { codeHash, amountMinor, saleId }: SpendValueRequest,
  { spendId, storeId, now }: Spending,
): Promise<CardRow> {
  const card = await lockCard(tx, codeHash);
  if (!card) throw unknownValue();
  const known = await entryById(tx, spendId);
  if (known?.state === 'released')
    throw problem(409, 'spend-released', 'This payment was let go', 'Begin a new one.');
  if (known) return card;
  if (card.is_blocked) throw problem(409, 'value-blocked', 'This card is blocked', 'Ask head office.');
  const balanceMinor = Number(card.balance_minor);
  if (balanceMinor < amountMinor)
    throw problem(409, 'not-enough-value', 'There is not so much on the card', 'Take what is left.', {
      members: { balanceMinor },
    });
  await putEntry(tx, {
    ...{ entryId: spendId, valueId: card.value_id, kind: 'spent', state: 'held', amountMinor: -amountMinor },
    ...{ authorisedBy: 'head-office', storeId, saleId, receiptNumber: null, at: now },
  });
  return changed(tx, card);
}

/** Also of one that never came: should it come later, it is refused. */
export async function releaseSpend(
  tx: Tx,
  codeHash: string,
  { spendId, storeId, now }: Spending,
): Promise<CardRow> {
  const card = await lockCard(tx, codeHash);
  if (!card) throw unknownValue();
  const known = await entryById(tx, spendId);
  await putEntry(tx, {
    ...{ entryId: spendId, valueId: card.value_id, kind: 'spent', state: 'released', storeId, at: now },
    ...{ amountMinor: Number(known?.amount_minor ?? 0), authorisedBy: 'head-office' },
    ...{ saleId: null, receiptNumber: null },
  });
  return changed(tx, card);
}

/** An order stands. It counts also when what was held was forgotten meanwhile, as what a store's journal tells does. */
export async function settleSpend(
  tx: Tx,
  { codeHash, amountMinor, orderId, number }: SettleValueRequest,
  { spendId, storeId, now }: Spending,
): Promise<CardRow> {
  const card = await lockCard(tx, codeHash);
  if (!card) throw unknownValue();
  await putEntry(tx, {
    ...{ entryId: spendId, valueId: card.value_id, kind: 'spent', state: 'done', amountMinor: -amountMinor },
    ...{ authorisedBy: 'head-office', storeId, saleId: orderId, receiptNumber: number, at: now },
  });
  return changed(tx, card);
}

/** Also on a card that is blocked: it is its bearer's, who may ask head office. */
export async function giveBackValue(
  tx: Tx,
  { codeHash, amountMinor, orderId, number }: SettleValueRequest,
  { refundId, storeId, now }: Omit<Spending, 'spendId'> & Readonly<{ refundId: string }>,
): Promise<CardRow> {
  const card = await lockCard(tx, codeHash);
  if (!card) throw unknownValue();
  await putEntry(tx, {
    ...{ entryId: refundId, valueId: card.value_id, kind: 'given-back', state: 'done', amountMinor },
    ...{ authorisedBy: 'head-office', storeId, saleId: orderId, receiptNumber: number, at: now },
  });
  return changed(tx, card);
}

async function changed(tx: Tx, { value_id }: CardRow): Promise<CardRow> {
  await tellCards(tx, [value_id]);
  const card = await cardById(tx, value_id);
  if (!card) throw notFound('value');
  return card;
}

export const unknownValue = () =>
  problem(
    404,
    'unknown-value',
    'No such gift card or credit',
    'Check the code. It may not have reached head office yet.',
  );
