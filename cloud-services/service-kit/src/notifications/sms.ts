/** Hands SMS to a gateway over HTTP: `POST {to, text}` with the message's id as `Idempotency-Key`. */
import type { Send } from './channel.ts';
import type { SmsMessage } from './queue.ts';

const timeoutMs = 10_000;

export const smsSender =
  (smsUrl: string): Send<SmsMessage> =>
  async (id, message) => {
    try {
      const answer = await fetch(smsUrl, {
        method: 'POST',
        redirect: 'error',
        headers: { 'content-type': 'application/json', 'idempotency-key': id },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.arrayBuffer();
      if (answer.ok) return { state: 'sent' };
      const error = `the SMS gateway answered ${answer.status}`;
      if (answer.status >= 500 || answer.status === 429) return { state: 'down', error };
      return { state: 'refused', error };
    } catch (thrown) {
      const error = thrown instanceof Error ? String(thrown.cause ?? thrown.message) : String(thrown);
      return /ECONNREFUSED/.test(error) ? { state: 'down', error } : { state: 'later', error };
    }
  };
