/**
 * A customer who was written down at a till, perhaps days ago while its store was cut off. Whoever has the same e-mail address is the same
 * person; a telephone may be a family's, so those who share it are told and not taken for one. Source: docs/adr/0060.
 */
import type { Tx } from '@comptoir/service-kit/db/database';
import { derivedId } from '@comptoir/service-kit/events/append';
import { queueNotification } from '@comptoir/service-kit/notifications/notifications';
import { phone } from '@comptoir/service-kit/phone';
import { initialsOf } from '@comptoir/sync-protocol/records/customer-body';
import type { ProposeCustomerRequest, ProposedCustomer } from '@comptoir/sync-protocol/wire/customers';
import { writtenDownLetter } from '../account/letters.ts';
import { welcome } from '../account/welcome.ts';
import { takeOver } from '../loyalty/ledger.ts';
import type { CustomerParts } from '../parts.ts';
import type { Person } from '../person/person.ts';
import { normalEmail, type Vault } from '../privacy/vault.ts';
import { noteConsents } from '../store/consents.ts';
import {
  activeCustomer,
  activeCustomerByEmail,
  activeCustomersByPhone,
  type Customer,
  insertCustomer,
  phoneLookup,
} from '../store/customers.ts';
import { mayMail } from '../store/limits.ts';

type Told = ProposeCustomerRequest & Readonly<{ id: string; storeId: string }>;
type Outcome = ProposedCustomer['outcome'];

/** Idempotent: what was answered once is answered again, with what has become of it since. */
export async function propose(
  tx: Tx,
  parts: CustomerParts,
  told: Told,
  correlationId: string,
): Promise<ProposedCustomer> {
  const { vault } = parts;
  // Two stores may write the same person down at once; the second waits, and finds them.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    vault.lookupOf(told.email).toString('base64'),
  ]);
  const before = await outcomeOf(tx, told.id);
  const decided = before ?? (await decide(tx, parts, told, correlationId));
  const customer = await activeCustomer(tx, vault, decided.customerId);
  return {
    outcome: decided.outcome,
    customerId: decided.customerId,
    // Erased since: the store learns no more than it had.
    cardNumber: customer?.cardNumber ?? told.cardNumber,
    initials: initialsOf(customer?.person ?? told),
    alike: await alikeTo(tx, vault, decided.customerId, personOf(told)),
  };
}

async function outcomeOf(tx: Tx, id: string): Promise<{ customerId: string; outcome: Outcome } | undefined> {
  const rows: { customerId: string; outcome: Outcome }[] = await tx.query(
    'select customer_id as "customerId", outcome from proposal where id = $1',
    [id],
  );
  return rows[0];
}

async function decide(tx: Tx, parts: CustomerParts, told: Told, correlationId: string) {
  const { id, storeId } = told;
  const known = await activeCustomerByEmail(tx, parts.vault, parts.vault.lookupOf(told.email));
  if (known) {
    const cause = { eventId: id, at: parts.now().toISOString(), correlationId };
    await takeOver(tx, id, known.id, cause);
  } else await make(tx, parts, told, correlationId);
  const decided = { customerId: known?.id ?? id, outcome: known ? ('matched' as const) : ('made' as const) };
  await tx.query('insert into proposal (id, customer_id, store_id, outcome) values ($1, $2, $3, $4)', [
    ...[id, decided.customerId, storeId, decided.outcome],
  ]);
  return decided;
}

/** Active at once: the card is in use. On line it opens to whoever reads the mails of its address. */
async function make(tx: Tx, parts: CustomerParts, told: Told, correlationId: string): Promise<void> {
  const { vault, now } = parts;
  const { id, language, consents, at } = told;
  const person = personOf(told);
  await insertCustomer(tx, vault, 'active', { id, language, person, passwordHash: null, at: now() });
  await noteConsents(tx, id, { ...consents, analytics: false }, 'till', new Date(at));
  await welcome(tx, parts, { id, language }, correlationId, told.cardNumber);
  const made = await activeCustomer(tx, vault, id);
  if (made) await write(tx, parts, made);
}

async function write(tx: Tx, { vault, shopUrl, now }: CustomerParts, made: Customer): Promise<void> {
  const { id, language, person, cardNumber } = made;
  if (cardNumber === null || !(await mayMail(tx, vault.lookupOf(person.email), now()))) return;
  await queueNotification(tx, {
    id: derivedId('customer.written-down', id),
    about: id,
    kind: 'customer.written-down',
    to: { mail: person.email },
    language,
    letter: writtenDownLetter(language, { firstName: person.firstName, shopUrl, cardNumber }),
  });
}

async function alikeTo(tx: Tx, vault: Vault, id: string, person: Person): Promise<ProposedCustomer['alike']> {
  const lookup = phoneLookup(vault, person);
  const others = lookup === null ? [] : await activeCustomersByPhone(tx, vault, lookup, id);
  return others.flatMap(({ cardNumber, person: other }) =>
    cardNumber === null ? [] : [{ cardNumber, initials: initialsOf(other) }],
  );
}

const personOf = ({ email, firstName, lastName, phone: typed }: Told): Person => ({
  ...{ email: normalEmail(email), firstName, lastName },
  phone: typed === null ? null : phone.parse(typed),
  preferences: { preferredStoreId: null, smsOrderUpdates: false },
  taxExemptCertificate: null,
});
