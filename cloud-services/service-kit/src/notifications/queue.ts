/**
 * Mails and SMS wait in a table of the service's own database, written in the transaction of what they tell of: what was rolled
 * back is never told, and what was committed is told even if the mail server is away for hours.
 */
import { traceparentNow } from '@comptoir/tracing';
import type { Tx } from '../db/database.ts';
import { migration } from '../db/migrations.ts';
import { type Language, type Letter, letterHtml, letterText } from './letter.ts';

export const notificationTables = migration(
  'Notifications1764000000050',
  `create table notification (
     id uuid primary key,
     channel text not null check (channel in ('mail', 'sms')),
     -- Whom it concerns: what is forgotten together.
     about text not null,
     kind text not null,
     -- Null once sent or given up: what a person was told is not kept.
     message jsonb,
     queued_at timestamptz not null default now(),
     due_at timestamptz not null default now(),
     leased_until timestamptz not null default '-infinity',
     tries int not null default 0,
     sent_at timestamptz,
     given_up_at timestamptz,
     error text
   );
   create index notification_due on notification (channel, due_at) where sent_at is null and given_up_at is null;
   create index notification_about on notification (about);`,
  'drop table notification;',
);

/** Where in a trace a message was queued: it is sent later, by whoever comes to it. */
export const notificationTraces = migration(
  'NotificationTraces1764000000640',
  'alter table notification add column traceparent text;',
  'alter table notification drop column traceparent;',
);

export type MailMessage = Readonly<{
  to: Readonly<{ address: string; name?: string }>;
  subject: string;
  text: string;
  html: string;
  unsubscribeUrl?: string;
}>;
export type SmsMessage = Readonly<{ to: string; text: string }>;

type Common = Readonly<{
  /** Derives from what it tells of: the same id is one message, whoever queues it again. */
  id: string;
  about: string;
  /** `order.confirmed`: for metrics and for support. */
  kind: string;
}>;
type NewMail = Common &
  Readonly<{ to: Readonly<{ mail: string; name?: string }>; language: Language; letter: Letter }>;
type NewSms = Common & Readonly<{ to: Readonly<{ sms: string }>; text: string }>;
export type NewNotification = NewMail | NewSms;

export async function queueNotification(tx: Tx, notification: NewNotification): Promise<void> {
  const { id, about, kind } = notification;
  const isMail = 'letter' in notification;
  const message = isMail ? mailOf(notification) : smsOf(notification);
  await tx.query(
    `insert into notification (id, channel, about, kind, message, traceparent) values ($1, $2, $3, $4, $5::jsonb, $6)
     on conflict (id) do nothing`,
    [id, isMail ? 'mail' : 'sms', about, kind, JSON.stringify(message), traceparentNow() ?? null],
  );
  await tx.announce('messages');
}

function mailOf({ to, language, letter }: NewMail): MailMessage {
  return {
    to: { address: to.mail, ...(to.name === undefined ? {} : { name: to.name }) },
    subject: letter.subject,
    text: letterText(letter, language),
    html: letterHtml(letter, language),
    ...(letter.unsubscribeUrl === undefined ? {} : { unsubscribeUrl: letter.unsubscribeUrl }),
  };
}

const smsOf = ({ to, text }: NewSms): SmsMessage => ({ to: to.sms, text });

/**
 * What has not been sent yet never will be, but for a message that is being handed over at this very moment;
 * what was sent is not known here any more.
 */
export async function forgetNotifications(tx: Tx, about: string): Promise<void> {
  await tx.query('delete from notification where about = $1', [about]);
}
