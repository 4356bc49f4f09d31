/** Projections of what others own: names of products and locations. An older version never overwrites a newer one. */

import type { Tx } from '@comptoir/service-kit';
import type { ProductChanged } from '@comptoir/service-kit/events/product';
import type { LocationChanged } from '@comptoir/service-kit/events/sales';
import { tellLocation } from './elsewhere.ts';

export async function keepProductName(tx: Tx, event: ProductChanged): Promise<void> {
  await tx.query(
    `insert into product_name (product_id, sku, name, deleted, version) values ($1, $2, $3, $4, $5)
     on conflict (product_id) do update set sku = excluded.sku, name = excluded.name, deleted = excluded.deleted,
       version = excluded.version where product_name.version < excluded.version`,
    [event.productId, event.sku, event.name, event.deleted, event.version],
  );
}

export async function keepLocation(tx: Tx, event: LocationChanged): Promise<void> {
  const newer: unknown[] = await tx.query(
    `insert into location (id, code, name, kind, version, postal_code) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set code = excluded.code, name = excluded.name, kind = excluded.kind,
       version = excluded.version, postal_code = excluded.postal_code
     where location.version < excluded.version returning id`,
    [...[event.locationId, event.code, event.name, event.kind, event.version], event.postalCode ?? null],
  );
  if (newer.length > 0) await tellLocation(tx, event);
}

/** `null` for a product whose event has not come yet. */
export async function productName(tx: Tx, productId: string): Promise<{ fr: string; en: string } | null> {
  const rows: { name: { fr: string; en: string } }[] = await tx.query(
    'select name from product_name where product_id = $1',
    [productId],
  );
  return rows[0]?.name ?? null;
}

export type KnownLocation = Readonly<{ locationId: string; code: string; name: string; kind: string }>;

export const knownLocations = (tx: Tx): Promise<KnownLocation[]> =>
  tx.query('select id as "locationId", code, name, kind from location order by code');
