/** A receipt by e-mail: the edge takes it at once, and sees to it that it goes. */
import type { ReceiptMailAnswer } from '@comptoir/edge-agent/api';
import { isTaken } from '../sale/kept-sale.ts';
import { edge } from './context.ts';
import { store } from './store.ts';

export type MailOutcome = ReceiptMailAnswer['state'] | 'bad-address' | 'unreachable' | 'refused';

/** Of the sale that Change due shows, once the edge has it. */
export function openReceiptMail(): void {
  const { finished, panel, sales } = store.state;
  const sale = panel === 'change' ? sales.find(({ saleId }) => saleId === finished?.draft.saleId) : undefined;
  if (!sale || !isTaken(sale)) return;
  const { saleId, language } = sale;
  store.set({ dialog: { kind: 'receipt-mail', saleId, language } });
}

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
