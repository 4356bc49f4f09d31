/** What shoppers do, for the conversion that head office reads: only of whoever agreed, and never in the way of a page. */
import { randomUUID } from 'node:crypto';
import type { shopEvents } from '@comptoir/reporting/api';
import type { z } from 'zod';
import type { Visit } from '../visit.ts';

type ShopEvents = z.infer<typeof shopEvents>;
type ShopEvent = ShopEvents['events'][number];

/** A visit is over when nothing was looked at for this long; then its number is forgotten. */
const visitS = 1_800;

/** What was recorded already: a page that is read again, after a form or by its script, is no second look. */
const told = new Set<string>();
const toldMax = 20_000;

export function recordEvent(visit: Visit, type: ShopEvent['type'], productId?: string): void {
  if (visit.jar.get('audience') !== 'yes') return;
  const visitId = visitOf(visit);
  if (type !== 'add' && isTold(`${visitId} ${type} ${productId ?? ''}`)) return;
  const body: ShopEvents = {
    consent: true,
    visitId,
    events: [{ type, ...(productId === undefined ? {} : { productId }) }],
  };
  void visit.gateway.call({ method: 'POST', path: '/api/v1/reports/events', body }).catch(() => undefined);
}

function isTold(what: string): boolean {
  if (told.has(what)) return true;
  if (told.size >= toldMax) told.clear();
  told.add(what);
  return false;
}

/** A number of this visit that says nothing of the person. */
function visitOf({ jar }: Visit): string {
  const id = jar.get('visitor') ?? randomUUID();
  jar.set('visitor', id, visitS);
  return id;
}
