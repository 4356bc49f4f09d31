/** What shoppers do, for the conversion that head office reads: only of whoever agreed, and never in the way of a page. */
import { randomUUID } from 'node:crypto';
import { newKey } from '../gateway/gateway.ts';
import { dayS } from '../http/cookies.ts';
import type { Visit } from '../visit.ts';

export type ShopEvent = 'view' | 'add' | 'begin-checkout';

const visitorDays = 30;

export function recordEvent(visit: Visit, kind: ShopEvent, productId?: string): void {
  if (visit.jar.get('audience') !== 'yes') return;
  const event = {
    kind,
    visitorId: visitorOf(visit),
    at: new Date().toISOString(),
    ...(productId === undefined ? {} : { productId }),
  };
  void visit.gateway
    .call({
      method: 'POST',
      path: '/api/v1/reports/events',
      body: { events: [event] },
      idempotencyKey: newKey(),
    })
    .catch(() => undefined);
}

/** A number of this browser that says nothing of the person; it ends with the consent. */
function visitorOf({ jar }: Visit): string {
  const known = jar.get('visitor');
  if (known) return known;
  const made = randomUUID();
  jar.set('visitor', made, visitorDays * dayS);
  return made;
}
