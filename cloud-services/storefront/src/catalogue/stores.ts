/** The retailer's stores, as Sales tells everybody. */
import type { PublicStores } from '@comptoir/sales/api';
import type { Store } from '../../app/src/shared/shapes/catalogue.ts';
import { keptFor } from '../kept.ts';
import type { Visit } from '../visit.ts';

const keptMs = 60_000;
const ask = keptFor<readonly Store[], Visit>(keptMs, async (_key, { gateway }) => {
  const reply = await gateway.call<PublicStores>({ path: '/api/v1/sales/public/stores' });
  return reply.ok ? reply.body.items : undefined;
});

/** Undefined: not known just now. */
export const stores = (visit: Visit) => ask('all', visit);
