/** What keeps a mailbox from being flooded. Kept by the HMAC of the address that was typed. */
import type { Tx } from '@comptoir/service-kit/db/database';

const mailsAnHour = 5;

/** @returns false when this address got enough mails that it may not have asked for. */
export async function mayMail(tx: Tx, lookup: Uint8Array, now: Date): Promise<boolean> {
  const rows: { mails: number }[] = await tx.query(
    `insert into mail_budget (lookup, since, mails) values ($1, $2, 1)
     on conflict (lookup) do update set
       mails = case when mail_budget.since < $2::timestamptz - interval '1 hour' then 1 else mail_budget.mails + 1 end,
       since = case when mail_budget.since < $2::timestamptz - interval '1 hour' then $2 else mail_budget.since end
     returning mails`,
    [lookup, now],
  );
  return (rows[0]?.mails ?? 0) <= mailsAnHour;
}
