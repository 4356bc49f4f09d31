/** What is kept for a time only. Instances may do this at once: it only deletes. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Logger } from '@comptoir/service-kit/logger';
import { type Loop, startLoop } from '@comptoir/service-kit/loop';
import { person } from './person/person.ts';
import type { Vault } from './privacy/vault.ts';
import { phoneLookup } from './store/customers.ts';

const everyMs = 3_600_000;

export const startCustomerHousekeeping = (database: Database, vault: Vault, logger: Logger): Loop =>
  startLoop('forgetting what has expired', everyMs, logger, async () => {
    await keepHouse(database);
    await rewrapKeys(database, vault, new Date());
    await lookUpPhones(database, vault);
  });

const rowsAtOnce = 500;

/** People's own keys that an older key wraps are wrapped by the newest. What is sealed with them stays as it is. */
export async function rewrapKeys(database: Database, vault: Vault, now: Date): Promise<void> {
  const generation = await vault.renew(now);
  let count: number;
  do {
    count = await database.transaction(async (tx) => {
      const rows: { id: string; wrapped_key: Buffer }[] = await tx.query(
        `select id, wrapped_key from customer where wrapped_by < $1 and wrapped_key is not null
         order by id limit $2 for update skip locked`,
        [generation, rowsAtOnce],
      );
      for (const { id, wrapped_key: before } of rows) {
        const { wrappedKey, wrappedBy } = vault.rewrap(id, before);
        await tx.query('update customer set wrapped_key = $2, wrapped_by = $3 where id = $1', [
          id,
          wrappedKey,
          wrappedBy,
        ]);
      }
      return rows.length;
    });
  } while (count === rowsAtOnce);
}

/** Telephones of before they could be looked up; or that an instance of the version before wrote down. */
async function lookUpPhones(database: Database, vault: Vault): Promise<void> {
  let count: number;
  do {
    count = await database.transaction(async (tx) => {
      const rows: { id: string; wrapped_key: Buffer; person: Buffer }[] = await tx.query(
        `select id, wrapped_key, person from customer where not phone_looked_up and wrapped_key is not null
         order by id limit $1 for update skip locked`,
        [rowsAtOnce],
      );
      for (const { id, wrapped_key: key, person: sealed } of rows)
        await tx.query('update customer set phone_lookup = $2, phone_looked_up = true where id = $1', [
          id,
          phoneLookup(vault, person.parse(vault.safeOf(id, key).unseal('person', sealed))),
        ]);
      return rows.length;
    });
  } while (count === rowsAtOnce);
}

export async function keepHouse(database: Database): Promise<void> {
  // Registrations that nobody confirmed: the links in their mails are dead by then.
  await database.query(
    `with gone as (delete from customer where status = 'unconfirmed' and registered_at < now() - interval '8 days' returning id)
     delete from consent where customer_id in (select id from gone)`,
  );
  await database.query(`delete from mail_token where expires_at < now() - interval '1 day'`);
  await database.query(`delete from registration_key where at < now() - interval '30 days'`);
  // A used token is known as used for as long as it could have been valid.
  await database.query(`delete from refresh_token where expires_at < now()`);
  await database.query(
    `delete from session where not exists (select from refresh_token where session_id = session.id)
       and started_at < now() - interval '1 day'`,
  );
  await database.query('delete from challenge where expires_at < now()');
  // A secret that no app ever showed a code of.
  await database.query(
    `delete from second_factor where since is null and asked_at < now() - interval '1 day'`,
  );
  await database.query(`delete from mail_budget where since < now() - interval '1 day'`);
}
