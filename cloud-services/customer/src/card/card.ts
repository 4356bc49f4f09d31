/** A customer's loyalty card: a number that says nothing of its holder, given with the account. */
import { randomInt } from 'node:crypto';
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import type { Logger } from '@comptoir/service-kit/logger';
import { type Loop, startLoop } from '@comptoir/service-kit/loop';
import { cardNumberOf, cardNumbers } from '@comptoir/sync-protocol/ids/card-number';
import type { Vault } from '../privacy/vault.ts';
import { tellCard, tellPoints } from './tills.ts';

/**
 * Tills know the card as soon as the transaction is done.
 * @param wanted the number that a store gave already; where somebody has it, another is given.
 */
export async function giveCard(tx: Tx, vault: Vault, customerId: string, wanted?: string): Promise<void> {
  const taken: unknown[] =
    wanted === undefined ? [] : await tx.query('select 1 from customer where card_number = $1', [wanted]);
  await tx.query('update customer set card_number = $2 where id = $1 and card_number is null', [
    customerId,
    // Of a hundred thousand million: the same twice fails, and the next try has another.
    wanted !== undefined && taken.length === 0 ? wanted : cardNumberOf(randomInt(cardNumbers)),
  ]);
  await tellCard(tx, vault, customerId);
  await tellPoints(tx, customerId);
}

const everyMs = 300_000;
const customersAtOnce = 200;

/** For accounts that were opened before there were cards, or by an older instance. Instances may do this at once. */
export const startGivingCards = (database: Database, vault: Vault, logger: Logger): Loop =>
  startLoop('giving cards to whom has none', everyMs, logger, () =>
    database.transaction(async (tx) => {
      const rows: { id: string }[] = await tx.query(
        `select id from customer where status = 'active' and card_number is null limit $1 for update skip locked`,
        [customersAtOnce],
      );
      for (const { id } of rows) await giveCard(tx, vault, id);
      return rows.length === customersAtOnce;
    }),
  );
