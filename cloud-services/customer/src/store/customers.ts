/** Customers as they are kept: what tells who they are is sealed with their own key. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { z } from 'zod';
import { type Address, address } from '../person/addresses.ts';
import { type Person, person } from '../person/person.ts';
import type { Vault } from '../privacy/vault.ts';

export type Customer = Readonly<{
  id: string;
  language: 'fr' | 'en';
  person: Person;
  addresses: readonly Address[];
  registeredAt: Date;
  /** Null before the account is open. */
  cardNumber: string | null;
}>;

/** A database or a transaction in progress. */
export type Asked = Readonly<{ query(sql: string, parameters: unknown[]): Promise<unknown> }>;
type Row = {
  id: string;
  language: 'fr' | 'en';
  wrapped_key: Buffer;
  person: Buffer;
  addresses: Buffer;
  registered_at: Date;
  card_number: string | null;
};

const columns = 'id, language, wrapped_key, person, addresses, registered_at, card_number';

export async function activeCustomer(asked: Asked, vault: Vault, id: string): Promise<Customer | undefined> {
  return one(asked, vault, `select ${columns} from customer where id = $1 and status = 'active'`, [id]);
}

/** Nobody else changes this customer until the transaction ends. */
export async function lockedCustomer(tx: Tx, vault: Vault, id: string): Promise<Customer | undefined> {
  return one(tx, vault, `select ${columns} from customer where id = $1 and status = 'active' for update`, [
    id,
  ]);
}

export async function activeCustomerByEmail(
  asked: Asked,
  vault: Vault,
  lookup: Uint8Array,
): Promise<Customer | undefined> {
  return one(asked, vault, `select ${columns} from customer where email_lookup = $1 and status = 'active'`, [
    lookup,
  ]);
}

export async function activeCustomerByCard(
  asked: Asked,
  vault: Vault,
  cardNumber: string,
): Promise<Customer | undefined> {
  return one(asked, vault, `select ${columns} from customer where card_number = $1 and status = 'active'`, [
    cardNumber,
  ]);
}

/** The newest of those who typed this address and have not confirmed it yet. */
export async function unconfirmedByEmail(
  asked: Asked,
  vault: Vault,
  lookup: Uint8Array,
): Promise<Customer | undefined> {
  return one(
    asked,
    vault,
    `select ${columns} from customer where email_lookup = $1 and status = 'unconfirmed' order by registered_at desc limit 1`,
    [lookup],
  );
}

async function one(
  asked: Asked,
  vault: Vault,
  sql: string,
  parameters: unknown[],
): Promise<Customer | undefined> {
  const [row] = (await asked.query(sql, parameters)) as Row[];
  return row && opened(vault, row);
}

function opened(vault: Vault, row: Row): Customer {
  const safe = vault.safeOf(row.id, row.wrapped_key);
  return {
    id: row.id,
    language: row.language,
    person: person.parse(safe.unseal('person', row.person)),
    addresses: z.array(address).parse(safe.unseal('addresses', row.addresses)),
    registeredAt: row.registered_at,
    cardNumber: row.card_number,
  };
}

export type NewCustomer = Readonly<{
  id: string;
  language: 'fr' | 'en';
  person: Person;
  /** Null: whoever reads the address's mails chooses a password there first. */
  passwordHash: string | null;
  at: Date;
}>;

export async function insertCustomer(
  tx: Tx,
  vault: Vault,
  status: 'unconfirmed' | 'active',
  customer: NewCustomer,
): Promise<void> {
  const { id, language, passwordHash, at } = customer;
  const { wrappedKey, wrappedBy, safe } = vault.newSafe(id);
  await tx.query(
    `insert into customer (id, email_lookup, status, language, wrapped_key, wrapped_by, person, addresses, password_hash, registered_at,
       phone_lookup, phone_looked_up)
     values ($1, $2, $10, $3, $4, $9, $5, $6, $7, $8, $11, true)`,
    [
      id,
      vault.lookupOf(customer.person.email),
      language,
      wrappedKey,
      safe.seal('person', customer.person),
      safe.seal('addresses', []),
      passwordHash,
      at,
      wrappedBy,
      status,
      phoneLookup(vault, customer.person),
    ],
  );
}

/** @returns whether the customer is active now; false: somebody confirmed this address before. */
export async function activate(tx: Tx, id: string, at: Date): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `select 1 from customer taken join customer c on c.email_lookup = taken.email_lookup
     where c.id = $1 and taken.status = 'active'`,
    [id],
  );
  if (rows.length > 0) return false;
  const [, count]: [unknown, number] = await tx.query(
    `update customer set status = 'active', confirmed_at = $2 where id = $1 and status = 'unconfirmed'`,
    [id, at],
  );
  return count === 1;
}

/** Whoever typed the same address and did not read its mails. */
export async function deleteUnconfirmed(tx: Tx, lookup: Uint8Array): Promise<void> {
  await tx.query(
    `with gone as (delete from customer where email_lookup = $1 and status = 'unconfirmed' returning id),
          consents as (delete from consent where customer_id in (select id from gone))
     delete from mail_token where customer_id in (select id from gone)`,
    [lookup],
  );
}

export async function savePerson(
  tx: Tx,
  vault: Vault,
  id: string,
  told: Person,
  language: string,
): Promise<void> {
  const safe = await safeOf(tx, vault, id);
  await tx.query(
    'update customer set person = $2, language = $3, phone_lookup = $4, phone_looked_up = true where id = $1',
    [id, safe.seal('person', told), language, phoneLookup(vault, told)],
  );
}

export async function saveAddresses(
  tx: Tx,
  vault: Vault,
  id: string,
  addresses: readonly Address[],
): Promise<void> {
  const safe = await safeOf(tx, vault, id);
  await tx.query('update customer set addresses = $2 where id = $1', [id, safe.seal('addresses', addresses)]);
}

export async function safeOf(asked: Asked, vault: Vault, id: string) {
  const [row] = (await asked.query('select wrapped_key from customer where id = $1', [id])) as {
    wrapped_key: Buffer | null;
  }[];
  if (!row?.wrapped_key) throw new Error(`customer ${id} has no key: erased between two statements`);
  return vault.safeOf(id, row.wrapped_key);
}

/** Finds a telephone as an address is found: it cannot be turned back. */
export const phoneLookup = (vault: Vault, { phone }: Pick<Person, 'phone'>): Buffer | null =>
  phone === null ? null : vault.lookupOf(`tel:${phone}`);

/** Others who have this telephone, at most five. */
export async function activeCustomersByPhone(
  asked: Asked,
  vault: Vault,
  lookup: Uint8Array,
  but: string,
): Promise<Customer[]> {
  const rows = (await asked.query(
    `select ${columns} from customer where phone_lookup = $1 and status = 'active' and id <> $2 order by registered_at desc limit 5`,
    [lookup, but],
  )) as Row[];
  return rows.map((row) => opened(vault, row));
}

/** By address; undefined when nobody has it, or whoever does has not chosen a password yet. */
export async function passwordOf(
  asked: Asked,
  by: Readonly<{ lookup: Uint8Array } | { id: string }>,
): Promise<{ id: string; hash: string } | undefined> {
  const [where, value] = 'lookup' in by ? ['email_lookup = $1', by.lookup] : ['id = $1', by.id];
  const rows = (await asked.query(
    `select id, password_hash from customer where ${where} and status = 'active' and password_hash is not null`,
    [value],
  )) as { id: string; password_hash: string }[];
  return rows[0] && { id: rows[0].id, hash: rows[0].password_hash };
}

export async function savePassword(tx: Tx, id: string, hash: string): Promise<void> {
  await tx.query(`update customer set password_hash = $2 where id = $1 and status = 'active'`, [id, hash]);
}
