/** Which shelves serve online orders. A location that nobody decided on serves as its kind does (`web_source`). */
import { insertRows, type Tx } from '@comptoir/service-kit';
import type { Sourcing } from '../rules/api.ts';

export type WebSource = Readonly<{ locationId: string; rank: number; postalCode: string | null }>;

const decided = `from location l left join web_source w on w.kind = l.kind left join location_channel c on c.location_id = l.id`;

/** `sources`: preferred first, by kind, then by code. `split`: whether one order may be served by several. */
export async function webSourcing(tx: Tx): Promise<Readonly<{ sources: WebSource[]; split: boolean }>> {
  const rows = await tx.query<(WebSource & { split: boolean | null })[]>(
    `select l.id as "locationId", coalesce(w.rank, 99) as rank, l.postal_code as "postalCode", (select split from sourcing) as split
     ${decided} where coalesce(c.serves_web, w.kind is not null) order by coalesce(w.rank, 99), l.code`,
  );
  return { sources: rows.map(({ split: _, ...source }) => source), split: rows[0]?.split ?? true };
}

async function mayBeSplit(tx: Tx): Promise<boolean> {
  const rows: { split: boolean }[] = await tx.query('select split from sourcing');
  return rows[0]?.split ?? true;
}

export async function readSourcing(tx: Tx): Promise<Sourcing> {
  const locations: Sourcing['locations'] = await tx.query(
    `select l.id as "locationId", coalesce(c.serves_web, w.kind is not null) as "servesWeb" ${decided} order by l.code`,
  );
  return { split: await mayBeSplit(tx), locations };
}

export async function writeSourcing(tx: Tx, { split, locations }: Sourcing): Promise<void> {
  await tx.query('update sourcing set split = $1', [split]);
  const last = new Map(locations.map(({ locationId, servesWeb }) => [locationId, servesWeb]));
  await insertRows(
    tx,
    'location_channel',
    { location_id: 'text', serves_web: 'boolean' },
    [...last],
    'on conflict (location_id) do update set serves_web = excluded.serves_web',
  );
}
