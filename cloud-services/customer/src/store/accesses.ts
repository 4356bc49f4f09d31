/** Who of our staff looked at a person, at what, why and when. Source: Law 25 (Québec), s. 10 and s. 20: access only as needed, and shown to be so. */
import type { NotedReason } from '../api.ts';
import type { Asked } from './customers.ts';

export type Access = Readonly<{ staffId: string; what: string; reason: NotedReason; at: Date }>;

/**
 * The same look within a minute is one. Whoever is not known is not written down.
 * @param customerId a UUID. `access.what`: `GET profile`; never what was read.
 */
export async function noteAccess(asked: Asked, customerId: string, access: Access): Promise<void> {
  const { staffId, what, reason, at } = access;
  await asked.query(
    `insert into access (customer_id, staff_id, what, reason, at)
     select id, $2, $3, $4, date_trunc('minute', $5::timestamptz) from customer where id = $1 and status = 'active'
     on conflict do nothing`,
    [customerId, staffId, what, reason, at],
  );
}

/** Newest first. */
export async function accessesOf(asked: Asked, customerId: string, most: number): Promise<Access[]> {
  const rows = (await asked.query(
    `select staff_id as "staffId", what, reason, at from access where customer_id = $1 order by at desc, what limit $2`,
    [customerId, most],
  )) as Access[];
  return rows;
}
