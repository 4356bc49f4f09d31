/** A real Sales process, which holds the ledger of gift cards, and cards that a store has sold. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { freshRedis } from '@comptoir/service-kit/testing/fresh-redis';
import { valueCodeOf } from '@comptoir/sync-protocol/ids/value-code';
import pg from 'pg';
import { bundle, forget, run } from '../../../../scripts/system/service-process.ts';
import { hashOf } from '../../src/gift-card.ts';
import { type Ground, ofTheTestRun } from './ground.ts';

export type GiftDesk = Awaited<ReturnType<typeof openGiftDesk>>;
export type Sold = Readonly<{ id: string; code: string }>;

export async function openGiftDesk(ground: Ground = ofTheTestRun()) {
  const [redisUrl, file, database, keys] = await Promise.all([
    freshRedis(ground.redisUrl),
    bundle('sales/src/main.ts'),
    freshDatabase(ground.postgresUrl),
    mkdtemp(join(tmpdir(), 'comptoir-order-gift-desk-')),
  ]);
  const sales = await run(file, {
    ...{ REDIS_URL: redisUrl, DATABASE_URL: database.url, KEYS_DIR: keys },
    // No receipt is mailed here: nobody listens there.
    ...{ SMTP_URL: 'smtp://127.0.0.1:9', SMS_URL: 'http://127.0.0.1:9/sms' },
    PUBLIC_GATEWAY_URL: 'https://api.comptoir.example',
  });
  const ledger = new pg.Client({ connectionString: database.url });
  await ledger.connect();
  return {
    address: sales.address,
    async sell(amountMinor: number): Promise<Sold> {
      const code = valueCodeOf(randomBytes(9));
      const id = randomUUID();
      await ledger.query(
        `insert into value_card (value_id, kind, code_hash, last4, currency, store_id, issued_at)
         values ($1, 'gift-card', $2, $3, 'CAD', 'MTL01', now())`,
        [id, hashOf(code), code.slice(-4)],
      );
      await ledger.query(
        `insert into value_entry (entry_id, value_id, kind, amount_minor, state, store_id, at)
         values ($1, $1, 'issued', $2, 'done', 'MTL01', now())`,
        [id, amountMinor],
      );
      return { id, code };
    },
    async balance({ id }: Sold): Promise<number> {
      const { rows } = await ledger.query(
        `select sum(amount_minor)::float8 as left from value_entry where value_id = $1 and state <> 'released'`,
        [id],
      );
      return rows[0]?.left;
    },
    /** What orders did with a card, oldest first; what was let go counts as nothing. */
    async entries({ id }: Sold): Promise<unknown[]> {
      const { rows } = await ledger.query(
        `select kind, state, amount_minor::float8 as minor from value_entry where value_id = $1 and kind <> 'issued' order by at`,
        [id],
      );
      return rows.map(({ kind, state, minor }) => [kind, state, minor]);
    },
    async block({ id }: Sold): Promise<void> {
      await ledger.query('update value_card set is_blocked = true where value_id = $1', [id]);
    },
    async close(): Promise<void> {
      await Promise.all([sales.kill(), ledger.end()]);
      forget(file);
      await Promise.all([database.drop(), rm(keys, { recursive: true })]);
    },
  };
}
