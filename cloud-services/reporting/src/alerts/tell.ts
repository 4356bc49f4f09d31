/** The messages of a rule: a mail and an SMS to each of its people, a signed call to each of its webhooks. All that is new is one message. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { derivedId } from '@comptoir/service-kit/events/append';
import { type Letter, queueNotification } from '@comptoir/service-kit/notifications/notifications';
import type { Alert, AlertRule } from './api.ts';
import type { Untold } from './notices.ts';
import { queueWebhook } from './webhooks.ts';
import { mailWords, placed } from './words.ts';

/** Of each kind; the inbox has the rest. */
const listedMax = 20;

export async function tell(
  tx: Tx,
  rule: AlertRule,
  untold: Untold,
  now: Date,
  siteUrl: string,
): Promise<void> {
  const { ruleId, language, mails, sms, webhooks } = rule;
  const idOf = (recipient: string) => derivedId('alert-told', ruleId, now.toISOString(), recipient);
  const kind = untold.begun.length > 0 ? 'alert.begun' : 'alert.ended';
  const common = { about: `alert-rule:${ruleId}`, kind };
  const letter = letterOf(rule, untold, siteUrl);
  for (const mail of mails)
    await queueNotification(tx, { ...common, id: idOf(mail), to: { mail }, language, letter });
  for (const number of sms)
    await queueNotification(tx, {
      ...common,
      id: idOf(number),
      to: { sms: number },
      text: smsOf(rule, untold),
    });
  const body = JSON.stringify({ type: kind, rule: { id: ruleId, name: rule.name }, at: now, ...untold });
  for (const url of webhooks) await queueWebhook(tx, { id: idOf(url), ruleId, url, body });
}

function letterOf({ name, language }: AlertRule, { begun, ended }: Untold, siteUrl: string): Letter {
  const words = mailWords[language];
  const list = (title: string, alerts: readonly Alert[]): Letter['blocks'] => {
    if (alerts.length === 0) return [];
    const lines = alerts.slice(0, listedMax).map((alert) => placed(language, alert));
    const rest = alerts.length - lines.length;
    return [
      { kind: 'heading', text: title },
      ...[...lines, ...(rest > 0 ? [words.more(rest)] : [])].map(
        (text) => ({ kind: 'paragraph', text }) as const,
      ),
    ];
  };
  return {
    subject: begun.length > 0 ? words.subject(name, begun.length) : words.over(name),
    blocks: [
      ...list(words.begun, begun),
      ...list(words.ended, ended),
      { kind: 'button', label: words.see, url: new URL('/alerts', siteUrl).href },
    ],
    why: words.why,
  };
}

const smsMax = 300;
function smsOf({ name, language }: AlertRule, { begun, ended }: Untold): string {
  const words = mailWords[language];
  const [first] = begun.length > 0 ? begun : ended;
  const subject = begun.length > 0 ? words.subject(name, begun.length) : words.over(name);
  const text = first ? `${subject}. ${placed(language, first)}` : subject;
  return text.length > smsMax ? `${text.slice(0, smsMax - 1)}…` : text;
}
