/** Which carts were left, what Customer made of each, and who came back by the link. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '@comptoir/service-kit/db/database';
import type { FrozenCart } from '../api.ts';

export type Reminder = Readonly<{
  id: string;
  token: string;
  cartId: string;
  customerId: string;
  version: number;
}>;

/** What came of it. `left-alone`: the cart went on, or there is nothing in it to tell of. */
export type ReminderOutcome = 'queued' | 'no-consent' | 'too-soon' | 'no-customer' | 'left-alone';

export type Reminders = Readonly<{
  /** Notes the carts that nobody has changed for so long, each once a version, and tells which are to be asked about. */
  due(afterMinutes: number): Promise<Reminder[]>;
  settle(id: string, outcome: ReminderOutcome): Promise<void>;
  /** @returns undefined for a link that is unknown or too old. */
  follow(token: string): Promise<Reminder | undefined>;
  /** The last one that was sent, if an order may be put down to it. */
  lastOf(cartId: string): Promise<FrozenCart['reminder']>;
  forget(): Promise<void>;
}>;

const atOnce = 50;
/** What was left longer ago than this, as while mail was away, is not told any more. */
const staleDays = 2;
/** An order counts as one of the letter within this. */
const creditedDays = 7;
/** As long as a cart is kept, the link to it works. */
const keptDays = 30;
const tokenBytes = 24;

const columns = `id, token, cart_id as "cartId", customer_id as "customerId", version::float8 as version`;

export function openReminders(database: Database): Reminders {
  async function note(afterMinutes: number): Promise<void> {
    const left = await database.query<{ id: string; customerId: string; version: string }>(
      `select id, value ->> 'customerId' as "customerId", version from cart
       where changed_at between now() - $1 * interval '1 minute' - $2 * interval '1 day' and now() - $1 * interval '1 minute'
         and value ->> 'customerId' is not null and value ->> 'status' = 'open' and jsonb_array_length(value -> 'lines') > 0
         and not exists (select from cart_reminder r where r.cart_id = cart.id and r.version >= cart.version)
       order by changed_at limit $3`,
      [afterMinutes, staleDays, atOnce],
    );
    for (const { id, customerId, version } of left)
      await database.query(
        `insert into cart_reminder (id, token, cart_id, customer_id, version) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
        [randomUUID(), randomBytes(tokenBytes).toString('base64url'), id, customerId, version],
      );
  }
  return {
    async due(afterMinutes) {
      await note(afterMinutes);
      return database.query<Reminder>(
        `select ${columns} from cart_reminder
         where outcome is null and asked_at > now() - $1 * interval '1 day' order by asked_at limit $2`,
        [staleDays, atOnce],
      );
    },
    async settle(id, outcome) {
      await database.query(
        `update cart_reminder set outcome = $2, sent_at = case when $2 = 'queued' then now() end
         where id = $1 and outcome is null`,
        [id, outcome],
      );
    },
    async follow(token) {
      const rows = await database.query<Reminder>(
        `select ${columns} from cart_reminder where token = $1 and asked_at > now() - $2 * interval '1 day'`,
        [token, keptDays],
      );
      if (rows[0])
        await database.query(
          'update cart_reminder set returned_at = now() where token = $1 and returned_at is null',
          [token],
        );
      return rows[0];
    },
    async lastOf(cartId) {
      const [row] = await database.query<{ id: string; sent_at: Date; is_by_link: boolean }>(
        `select id, sent_at, returned_at is not null as is_by_link from cart_reminder
         where cart_id = $1 and sent_at > now() - $2 * interval '1 day' order by sent_at desc limit 1`,
        [cartId, creditedDays],
      );
      return row ? { id: row.id, sentAt: row.sent_at.toISOString(), isByLink: row.is_by_link } : null;
    },
    async forget() {
      await database.query(`delete from cart_reminder where asked_at < now() - $1 * interval '1 day'`, [
        keptDays,
      ]);
    },
  };
}
