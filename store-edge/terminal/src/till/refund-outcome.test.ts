import type { PaymentState } from '@comptoir/edge-agent/api';
import { expect, test } from 'vitest';
import type { Reply } from '../edge/problem.ts';
import { refundOutcome } from './refund-outcome.ts';

const at = (state: PaymentState['state']): Reply<PaymentState> =>
  ({ is: 'ok', body: { state } }) as Reply<PaymentState>;
async function outcomeOf(replies: readonly Reply<PaymentState>[], wantedFor = Number.POSITIVE_INFINITY) {
  let asks = 0;
  const outcome = await refundOutcome({
    ask: async () => replies[Math.min(asks++, replies.length - 1)] ?? at('unknown'),
    isWanted: () => asks < wantedFor,
    pause: async () => undefined,
    asksMax: 5,
  });
  return { outcome, asks };
}
const pending = at('sent');

test('E3: a refund to a card is asked about until the payment terminal has said', async () => {
  expect(await outcomeOf([pending, { is: 'unreachable' }, at('approved')])).toEqual({
    outcome: 'approved',
    asks: 3,
  });
  expect(await outcomeOf([pending, at('declined')])).toEqual({ outcome: 'refused', asks: 2 });
});

test('E3: it is not asked for ever, and not at all once nobody waits for it', async () => {
  expect(await outcomeOf([at('unknown')])).toEqual({ outcome: 'unknown', asks: 5 });
  expect(await outcomeOf([{ is: 'unreachable' }])).toEqual({ outcome: 'unknown', asks: 5 });
  expect(await outcomeOf([pending], 2)).toEqual({ outcome: 'left', asks: 2 });
});
