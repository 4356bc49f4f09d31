/**
 * Erasure: the data key is destroyed, so that what was sealed with it stays unreadable wherever a copy of it lies; what was never
 * sealed is deleted. Consents and the mark of erasure stay, under a number that leads to nobody. Source: Law 25 (Québec), s. 28; GDPR, art. 17.
 */
import { clearTries } from '@comptoir/service-kit/auth/guesses';
import type { Tx } from '@comptoir/service-kit/db/database';
import { appendEvent, derivedId } from '@comptoir/service-kit/events/append';
import type { CustomerErased } from '@comptoir/service-kit/events/customer';
import { notFound } from '@comptoir/service-kit/http/problem';
import { forgetNotifications, queueNotification } from '@comptoir/service-kit/notifications/notifications';
import { erasedLetter } from '../account/letters.ts';
import { forgetAtTills } from '../card/tills.ts';
import { type CustomerParts, newId } from '../parts.ts';
import { forgetCodeTries } from '../second-factor/second-factor.ts';
import { type Customer, deleteUnconfirmed, lockedCustomer } from '../store/customers.ts';

const forgotten = [
  'delete from mail_token where customer_id = $1',
  'delete from session where customer_id = $1',
  'delete from second_factor where customer_id = $1',
  'delete from recovery_code where customer_id = $1',
  'delete from passkey where customer_id = $1',
  'delete from challenge where customer_id = $1',
  'delete from kept_product where customer_id = $1',
  'delete from cart_letter where customer_id = $1',
  'delete from support_note where customer_id = $1',
  'delete from purchase where customer_id = $1',
  'delete from points_entry where customer_id = $1',
  'delete from points_hold where customer_id = $1',
  'delete from loyalty_account where customer_id = $1',
  'delete from promotion_use where customer_id = $1',
  'delete from idempotency_key where caller = $1::text',
  // Staff who changed this customer are the callers there.
  `delete from idempotency_key where operation like '%' || $1::text || '%'`,
];

/** @throws Problem 404 for whoever is unknown, or erased already. */
export async function erase(
  tx: Tx,
  { vault, now }: CustomerParts,
  id: string,
  correlationId: string,
): Promise<void> {
  const customer = await lockedCustomer(tx, vault, id);
  if (!customer) throw notFound('customer');
  const lookup = vault.lookupOf(customer.person.email);
  await tx.query(
    `update customer set status = 'erased', erased_at = $2, email_lookup = null, phone_lookup = null, wrapped_key = null, person = null,
       addresses = null, password_hash = null, card_number = null where id = $1`,
    [id, now()],
  );
  for (const statement of forgotten) await tx.query(statement, [id]);
  await deleteUnconfirmed(tx, lookup);
  await clearTries(tx, lookup);
  await forgetCodeTries(tx, vault, id);
  await tx.query('delete from mail_budget where lookup = $1', [lookup]);
  await forgetNotifications(tx, id);
  await sayGoodbye(tx, customer);
  await forgetAtTills(tx, id, customer.cardNumber);
  const data: CustomerErased = { customerId: id, at: now().toISOString() };
  await appendEvent(tx, {
    id: derivedId('customer.erased', id),
    type: 'customer.erased',
    key: id,
    data,
    correlationId,
  });
}

/** Whoever did not ask for it learns of it. About nobody: once it is sent, nothing is left of whom it went to. */
async function sayGoodbye(tx: Tx, { language, person }: Customer): Promise<void> {
  await queueNotification(tx, {
    id: newId(),
    about: newId(),
    kind: 'customer.erased',
    to: { mail: person.email },
    language,
    letter: erasedLetter(language, { firstName: person.firstName }),
  });
}
