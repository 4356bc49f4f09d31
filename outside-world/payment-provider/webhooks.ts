/** Tells the shop what happened, signed. Source: https://docs.stripe.com/webhooks, Verify webhook signatures manually. */
import { createHmac } from 'node:crypto';
import type { Behaviour } from './misbehaviour.ts';
import { newId, seconds } from './objects.ts';

/** Stripe tries for three days; a stand-in that is looked at for minutes gives up sooner. */
const retryAfterMs = [500, 2_000, 10_000, 30_000];
const timeoutMs = 10_000;
/** Events of so long are put in the wrong order, when told to. */
const reorderWindowMs = 300;

export type Webhooks = ReturnType<typeof createWebhooks>;

export const signatureOf = (secret: string, timestamp: number, payload: string): string =>
  `t=${timestamp},v1=${createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex')}`;

/** @param target nobody is told without one. */
export function createWebhooks(
  target: Readonly<{ url: string; secret: string }> | undefined,
  behaviour: Behaviour,
) {
  const timers = new Set<NodeJS.Timeout>();
  let held: string[] = [];

  const later = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  };

  async function deliver(payload: string, tries: number): Promise<void> {
    if (!target) return;
    try {
      const answer = await fetch(target.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signatureOf(target.secret, seconds(), payload),
        },
        body: payload,
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.arrayBuffer();
      if (answer.ok) return;
    } catch {
      // Not heard: told again below, as after a refusal.
    }
    const pause = retryAfterMs[tries];
    if (pause !== undefined) later(pause, () => void deliver(payload, tries + 1));
  }

  function send(payload: string): void {
    const { delayMs, copies } = behaviour.now.webhooks;
    for (let copy = 0; copy < copies; copy += 1) later(delayMs + copy * 20, () => void deliver(payload, 0));
  }

  /** The last of a moment is sent first. */
  function hold(payload: string): void {
    if (held.length === 0)
      later(reorderWindowMs, () => {
        const all = held.reverse();
        held = [];
        for (const one of all) send(one);
      });
    held.push(payload);
  }

  return {
    tell(type: string, object: unknown): void {
      const { lose, reorder } = behaviour.now.webhooks;
      if (lose || !target) return;
      const payload = JSON.stringify({
        id: newId('evt'),
        object: 'event',
        api_version: '2026-01-28',
        created: seconds(),
        data: { object },
        livemode: false,
        pending_webhooks: 1,
        request: { id: null, idempotency_key: null },
        type,
      });
      if (reorder) hold(payload);
      else send(payload);
    },
    close(): void {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
