import type { z } from 'zod';
import type { exported } from '../api.ts';
import { listPurchases } from '../history/list.ts';
import { listEntries } from '../loyalty/ledger.ts';
import type { CustomerParts } from '../parts.ts';
import type { Asked } from '../store/customers.ts';
import { keptProducts } from '../store/kept-products.ts';
import { consentsOf, notesOf, passkeyViewsOf, profileOf, sessionsOf } from '../views.ts';

/** More than anyone buys; a bound all the same. */
const rowsMax = 10_000;

export async function exportOf(
  asked: Asked,
  { vault, elsewhere, lettersOf }: Pick<CustomerParts, 'vault' | 'elsewhere' | 'lettersOf'>,
  id: string,
  at: Date,
): Promise<z.infer<typeof exported>> {
  return {
    exportedAt: at.toISOString(),
    profile: await profileOf(asked, vault, id),
    consents: (await consentsOf(asked, id)).history,
    purchases: (await listPurchases(asked, id, { limit: rowsMax })).items,
    points: await listEntries(asked, id, rowsMax),
    notes: await notesOf(asked, vault, id),
    letters: await lettersOf(asked, id),
    sessions: await sessionsOf(asked, id, at),
    passkeys: await passkeyViewsOf(asked, id),
    kept: await keptProducts(asked, id),
    ...(await elsewhere(id)),
  };
}
