/**
 * What time alone changes: a tier whose grace has ended, points that nobody moved for long. Each account is looked at once a day; who
 * is about to lose points is told well before, and anything earned or spent meanwhile keeps them.
 * Source: Consumer Protection Act (Québec), s. 187.8, and its regulation: only for inactivity, and after a notice of 30 to 60 days.
 */
import type { Tx } from '@comptoir/service-kit/db/database';
import { derivedId } from '@comptoir/service-kit/events/append';
import { localDay } from '@comptoir/service-kit/local-day';
import type { Logger } from '@comptoir/service-kit/logger';
import { type Loop, startLoop } from '@comptoir/service-kit/loop';
import { queueNotification } from '@comptoir/service-kit/notifications/notifications';
import { instantOf } from '@comptoir/service-kit/wall-clock';
import type { CustomerParts } from '../parts.ts';
import { activeCustomer } from '../store/customers.ts';
import { expiryLetter } from './expiry-letter.ts';
import { book, tellStanding } from './ledger.ts';
import { rulesAt } from './rule-versions.ts';
import { loyaltyOf } from './standing.ts';
import { monthsAfter } from './tiers.ts';

const everyMs = 600_000;
const accountsAtOnce = 200;
const dayMs = 86_400_000;
const noticeMs = 45 * dayMs;
const lastMinuteOfDay = 24 * 60 - 1;

type Account = {
  customer_id: string;
  balance: number;
  version: number;
  active_at: Date | null;
  expires_at: Date | null;
};

/** Instances may do this at once: each takes accounts that no other one holds. */
type Parts = Pick<CustomerParts, 'database' | 'vault' | 'shopUrl' | 'timeZone' | 'now'>;

export const startReviewing = (parts: Parts, logger: Logger): Loop =>
  startLoop('looking at what time changes of points', everyMs, logger, () => reviewAccounts(parts));

/** @returns whether there may be more. */
export async function reviewAccounts(parts: Parts): Promise<boolean> {
  return parts.database.transaction(async (tx) => {
    const now = parts.now();
    const accounts: Account[] = await tx.query(
      `select customer_id, balance, version, active_at, expires_at from loyalty_account
       where reviewed_at < $1 order by reviewed_at limit $2 for update skip locked`,
      [new Date(now.getTime() - dayMs), accountsAtOnce],
    );
    for (const account of accounts) await review(tx, parts, account, now);
    return accounts.length === accountsAtOnce;
  });
}

async function review(tx: Tx, parts: Parts, account: Account, now: Date): Promise<void> {
  const { customer_id: customerId } = account;
  await endPoints(tx, parts, account, now);
  const { tier } = await loyaltyOf(tx, customerId, now);
  // Of an account of before tiers were told by time, the tills know the tier already.
  const [told]: { balance: number; version: number }[] = (
    await tx.query<[{ balance: number; version: number }[], number]>(
      `update loyalty_account set version = version + 1 where customer_id = $1 and told_tier <> $2 returning balance, version`,
      [customerId, tier],
    )
  )[0];
  if (told) await tellStanding(tx, customerId, told);
  await tx.query('update loyalty_account set reviewed_at = $2, told_tier = $3 where customer_id = $1', [
    ...[customerId, now, tier],
  ]);
}

async function endPoints(tx: Tx, parts: Parts, account: Account, now: Date): Promise<void> {
  const { customer_id: customerId, active_at: activeAt, expires_at: expiresAt } = account;
  const { rules } = await rulesAt(tx, now);
  if (rules.inactiveMonths === null || activeAt === null) {
    if (expiresAt !== null) await setEnd(tx, customerId, null);
    return;
  }
  // What a checkout holds is about to be spent.
  const { points } = await loyaltyOf(tx, customerId, now);
  if (points <= 0) return;
  if (expiresAt !== null) {
    if (expiresAt > now) return;
    const cause = { eventId: `expired/${customerId}/${expiresAt.toISOString()}`, at: now.toISOString() };
    await book(
      tx,
      { customerId, purchaseId: null, points: -points, earned: 0 },
      { ...cause, reason: 'expired' },
    );
    return;
  }
  const endsAt = monthsAfter(activeAt, rules.inactiveMonths);
  const noticeAt = endsAt.getTime() - noticeMs;
  if (now.getTime() < noticeAt) return;
  const customer = await activeCustomer(tx, parts.vault, customerId);
  if (!customer) return;
  const end = endOfDay(new Date(Math.max(endsAt.getTime(), now.getTime() + noticeMs)), parts.timeZone);
  await setEnd(tx, customerId, end);
  const { language, person } = customer;
  const { shopUrl, timeZone } = parts;
  await queueNotification(tx, {
    id: derivedId('customer.points-end', customerId, end.toISOString()),
    about: customerId,
    kind: 'customer.points-end',
    to: { mail: person.email },
    language,
    letter: expiryLetter(language, { firstName: person.firstName, shopUrl, timeZone, points, end }),
  });
}

/** A letter names the day, so that whoever comes in its last hour is not too late. */
const endOfDay = (at: Date, timeZone: string): Date =>
  new Date(instantOf(localDay(timeZone, at), lastMinuteOfDay, timeZone));

const setEnd = (tx: Tx, customerId: string, end: Date | null): Promise<unknown> =>
  tx.query('update loyalty_account set expires_at = $2 where customer_id = $1', [customerId, end]);
