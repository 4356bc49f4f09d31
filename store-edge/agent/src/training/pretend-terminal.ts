/** A payment terminal that exists for nobody: who trains sees a card approved, and no card is asked for. */
import type { CardFacts, PaymentOutcome, PaymentTerminal } from '@comptoir/hardware-drivers';

export function pretendTerminal(now: () => Date): PaymentTerminal {
  const approved = (amountMinor: number): PaymentOutcome => ({
    outcome: 'approved',
    amountMinor,
    card: cardAt(now()),
    approvedOffline: false,
    customerReceipt: [],
  });
  return {
    capabilities: { status: true, abort: true, reversal: true },
    pay: async ({ amountMinor }) => approved(amountMinor),
    status: async ({ amountMinor }) => approved(amountMinor),
    refund: async ({ amountMinor }) => approved(amountMinor),
    refundStatus: async ({ amountMinor }) => approved(amountMinor),
    abort: async () => ({ outcome: 'not-asked' }),
    reverse: async () => ({ outcome: 'accepted', terminalReference: 'FACTICE' }),
    look: async () => true,
    diagnose: async () => ({ state: 'ready', detail: '' }),
  };
}

const cardAt = (at: Date): CardFacts => ({
  brand: 'FACTICE',
  last4: '0000',
  entryMode: 'chip',
  approvalCode: 'FACTICE',
  terminalReference: 'FACTICE',
  terminalReferenceAt: at.toISOString(),
});
