/** Customers who were written down in this store: a number, a card, initials. */
import type { Sqlite } from '../database/open.ts';

export type ProposedRow = Readonly<{
  customer_id: string;
  card_number: string;
  initials: string;
  fingerprint: Buffer;
  /** Whom head office takes them for; null: it has not said yet. */
  known_customer_id: string | null;
  known_card_number: string | null;
}>;

/** A cashier asks for one more digit rather than read a longer list. */
const foundMax = 20;

export function prepareProposed(db: Sqlite) {
  return {
    add: db.prepare<[string, string, string, Buffer]>(
      'insert into proposed_customer (customer_id, card_number, initials, fingerprint) values (?, ?, ?, ?)',
    ),
    byId: db.prepare<[string], ProposedRow>('select * from proposed_customer where customer_id = ?'),
    byCard: db.prepare<[string], ProposedRow>('select * from proposed_customer where card_number = ?'),
    by: db.prepare<{ text: string }, ProposedRow>(
      `select * from proposed_customer
       where length(@text) in (2, 4) and (replace(replace(initials, '.', ''), ' ', '') = @text or substr(card_number, -4) = @text)
       order by customer_id desc limit ${foundMax}`,
    ),
    know: db.prepare<[string, string, string, string]>(
      'update proposed_customer set known_customer_id = ?, known_card_number = ?, initials = ? where customer_id = ?',
    ),
  };
}
