/** What every customer has from the first moment: an account of points, a card, and that others hear of them. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { appendEvent, derivedId } from '@comptoir/service-kit/events/append';
import type { CustomerRegistered } from '@comptoir/service-kit/events/customer';
import { giveCard } from '../card/card.ts';
import type { CustomerParts } from '../parts.ts';

/** @param cardNumber that a store gave already. */
export async function welcome(
  tx: Tx,
  { vault, now }: Pick<CustomerParts, 'vault' | 'now'>,
  { id, language }: Readonly<{ id: string; language: 'fr' | 'en' }>,
  correlationId: string,
  cardNumber?: string,
): Promise<void> {
  await tx.query('insert into loyalty_account (customer_id) values ($1) on conflict do nothing', [id]);
  await giveCard(tx, vault, id, cardNumber);
  const data: CustomerRegistered = { customerId: id, at: now().toISOString(), language };
  await appendEvent(tx, {
    id: derivedId('customer.registered', id),
    type: 'customer.registered',
    key: id,
    data,
    correlationId,
  });
}
