/** What a store held of a card and never came back for: no sale followed, and nobody let it go. */
import type { Database } from '@comptoir/service-kit';
import { tellCards } from './store/rows.ts';

/**
 * As long as an allowance lasts: a store that was away for longer spends nothing more on its own word either. Should its sale come after
 * all, it counts: the goods are gone, and a card that somebody else has emptied meanwhile stands below zero, where head office sees it.
 */
const heldDays = 10;

/** @returns how many cards have their money back. */
export function letGoHeld(database: Database, now: Date): Promise<number> {
  return database.transaction(async (tx) => {
    const before = new Date(now.getTime() - heldDays * 86_400_000);
    // Locked as a spending does, so that nobody is told a balance of before.
    const cards: { value_id: string }[] = await tx.query(
      `select value_id from value_card
       where value_id in (select value_id from value_entry where state = 'held' and at < $1) order by value_id for update`,
      [before],
    );
    const ids = cards.map(({ value_id }) => value_id);
    await tx.query(
      "update value_entry set state = 'released' where state = 'held' and at < $1 and value_id = any($2::uuid[])",
      [before, ids],
    );
    await tellCards(tx, ids);
    return ids.length;
  });
}
