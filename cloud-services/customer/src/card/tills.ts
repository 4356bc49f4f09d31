/** Feed `customers`: what the tills of every store know of a customer who shows a card, also while they are cut off. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { type FeedWrite, writeFeedRow, writeFeedRows } from '@comptoir/service-kit/feeds/write';
import { notFound } from '@comptoir/service-kit/http/problem';
import type { CustomerCard, CustomerLoyalty } from '@comptoir/sync-protocol/feeds/rows';
import { initialsOf } from '@comptoir/sync-protocol/records/customer-body';
import { paying } from '../loyalty/load-rules.ts';
import { promotionStandingOf } from '../loyalty/promotions.ts';
import { loyaltyOf } from '../loyalty/standing.ts';
import type { Vault } from '../privacy/vault.ts';
import { activeCustomer } from '../store/customers.ts';

export const tillsFeed = 'customers';

const cardKey = (cardNumber: string) => `card/${cardNumber}`;
const loyaltyKey = (customerId: string) => `loyalty/${customerId}`;
/** A card may be shown in any store. */
const row = (key: string, value: CustomerCard | CustomerLoyalty | null): FeedWrite & { feed: string } => ({
  ...{ feed: tillsFeed, scope: '*', key },
  value,
});

export async function tellCard(tx: Tx, vault: Vault, customerId: string): Promise<void> {
  const customer = await activeCustomer(tx, vault, customerId);
  if (!customer) throw notFound('customer');
  const { cardNumber, person } = customer;
  if (cardNumber === null) return;
  const { taxExemptCertificate: certificate } = person;
  const value: CustomerCard = {
    customerId,
    initials: initialsOf(person),
    ...(certificate === null ? {} : { taxExempt: { certificate } }),
  };
  await writeFeedRow(tx, row(cardKey(cardNumber), value));
}

/** Of who has an account: events may speak of others. */
export async function tellPoints(tx: Tx, customerId: string): Promise<void> {
  const [known]: { at: Date }[] = await tx.query(
    `select now() as at from customer where id = $1 and status = 'active'`,
    [customerId],
  );
  if (!known) return;
  const { points, tier } = await loyaltyOf(tx, customerId);
  const { firstOrder, promotionUses } = await promotionStandingOf(tx, customerId);
  const value: CustomerLoyalty = {
    tier,
    points: Math.max(0, points),
    pointMinor: paying.pointMinor,
    asOf: known.at.toISOString(),
    firstOrder,
    ...(Object.keys(promotionUses).length > 0 ? { promotionUses } : {}),
  };
  await writeFeedRow(tx, row(loyaltyKey(customerId), value));
}

/** Tombstones reach every store; a snapshot that still holds the rows is no longer handed out. */
export async function forgetAtTills(tx: Tx, customerId: string, cardNumber: string | null): Promise<void> {
  const keys = [loyaltyKey(customerId), ...(cardNumber === null ? [] : [cardKey(cardNumber)])];
  await writeFeedRows(
    tx,
    tillsFeed,
    keys.map((key) => row(key, null)),
  );
  await tx.query('delete from feed_snapshot where feed = $1', [tillsFeed]);
}
