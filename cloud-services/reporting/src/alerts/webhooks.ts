/**
 * Calls that are owed to webhooks wait in a table, as mails do. Each is signed over its time and bytes, `Comptoir-Signature:
 * t=SECONDS,v1=HEX` with HMAC-SHA256, and has an id by which a repeat is known. Tried for three days, then given up.
 * Source: https://docs.stripe.com/webhooks, "Verify webhook signatures manually", whose form this is.
 */
import { createHmac } from 'node:crypto';
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import type { Logger } from '@comptoir/service-kit/logger';
import { type Loop, startLoop } from '@comptoir/service-kit/loop';
import { postOutside } from '@comptoir/service-kit/outside/post';

const everyMs = 2_000;
const firstPauseMs = 5_000;
const pauseMsMax = 3_600_000;
const triesMax = 80;
/** Longer than a call may take: whoever died with it in hand gives it back by that. */
const leaseSeconds = 30;

export async function queueWebhook(
  tx: Tx,
  { id, ruleId, url, body }: Readonly<{ id: string; ruleId: string; url: string; body: string }>,
): Promise<void> {
  await tx.query(
    'insert into alert_webhook (id, rule_id, url, body) values ($1, $2, $3, $4) on conflict do nothing',
    [id, ruleId, url, body],
  );
}

export const signatureOf = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;

type Row = Readonly<{ id: string; url: string; body: string; tries: number; webhook_secret: string }>;

export const startWebhooks = (database: Database, logger: Logger, allowPrivate: boolean): Loop =>
  startLoop('calling webhooks', everyMs, logger, async () => {
    const row = await lease(database);
    if (!row) return false;
    const { id, url, body, tries, webhook_secret } = row;
    const posted = await postOutside(url, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'comptoir-signature': signatureOf(webhook_secret, Math.floor(Date.now() / 1_000), body),
        'comptoir-delivery': id,
      },
      body,
      allowPrivate,
    });
    if ('status' in posted && posted.status >= 200 && posted.status < 300)
      await database.query('update alert_webhook set sent_at = now(), error = null where id = $1', [id]);
    else {
      const error = 'error' in posted ? posted.error : `it answered ${posted.status}`;
      const isLast = tries + 1 >= triesMax;
      if (isLast) logger.error({ url, error }, 'a webhook was given up');
      await database.query(
        `update alert_webhook set tries = tries + 1, error = $2, given_up_at = case when $4 then now() end,
           due_at = now() + $3 * interval '1 millisecond' where id = $1`,
        [id, error, Math.min(firstPauseMs * 2 ** Math.min(tries, 20), pauseMsMax), isLast],
      );
    }
    return true;
  });

async function lease(database: Database): Promise<Row | undefined> {
  return database.transaction(async (tx) => {
    const [rows]: [Row[], number] = await tx.query(
      `update alert_webhook w set due_at = now() + interval '${leaseSeconds} seconds' from alert_rule r
       where r.rule_id = w.rule_id and w.id = (
         select id from alert_webhook where sent_at is null and given_up_at is null and due_at <= now()
         order by due_at limit 1 for update skip locked)
       returning w.id, w.url, w.body, w.tries, r.webhook_secret`,
    );
    return rows[0];
  });
}
