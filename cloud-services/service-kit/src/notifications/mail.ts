/** Hands mails to a server by SMTP. One connection a mail: a broken one then concerns one mail only. */
import { createTransport } from 'nodemailer';
import type { Outcome, Send } from './channel.ts';
import type { MailMessage } from './queue.ts';

const timeoutMs = 10_000;

/** @param from `Comptoir <bonjour@comptoir.example>`; its domain is also that of Message-IDs. */
export function mailSender(smtpUrl: string, from: string): Send<MailMessage> {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: 3 * timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'comptoir.example';
  return async (id, { to, subject, text, html, unsubscribeUrl }) => {
    try {
      await transport.sendMail({
        from,
        to: { address: to.address, name: to.name ?? '' },
        subject,
        text,
        html,
        // The same each time: a mail that is sent again, since its answer was lost, is known as the same.
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribing(unsubscribeUrl) },
      });
      return { state: 'sent' };
    } catch (error) {
      return outcomeOf(error);
    }
  };
}

/** Mailboxes make a key of these, which posts to the address. Source: RFC 8058, 3.1. */
const unsubscribing = (url: string | undefined): Record<string, string> =>
  url === undefined
    ? {}
    : { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };

/** Source: RFC 5321, 4.2.1 (5xx for ever, 4xx for now) and 3.8 (421: the server goes away). */
function outcomeOf(thrown: unknown): Outcome {
  const { message, responseCode, command } = thrown as {
    message?: string;
    responseCode?: number;
    command?: string;
  };
  const error = message ?? String(thrown);
  if (command === 'CONN' || responseCode === 421) return { state: 'down', error };
  if (responseCode !== undefined && responseCode >= 500) return { state: 'refused', error };
  return { state: 'later', error };
}
