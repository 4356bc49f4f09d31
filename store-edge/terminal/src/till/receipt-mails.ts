/** A receipt by e-mail: the edge takes it at once, and sees to it that it goes. */
import type { ReceiptMailAnswer } from '@comptoir/edge-agent/api';
import { edge } from './context.ts';

export type MailOutcome = ReceiptMailAnswer['state'] | 'bad-address' | 'unreachable' | 'refused';

/** @param mailId of this asking: the same again is one mail. */
export async function mailReceipt(
  saleId: string,
  told: Readonly<{ mailId: string; email: string; language: 'fr' | 'en' }>,
): Promise<MailOutcome> {
  const reply = await edge().mailReceipt(saleId, { ...told, email: told.email.trim() });
  if (reply.is === 'ok') return reply.body.state;
  if (reply.is === 'unreachable') return 'unreachable';
  return reply.problem.type === 'malformed' ? 'bad-address' : 'refused';
}
