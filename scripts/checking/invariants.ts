/**
 * What must hold over all databases of a house, each asked of the rows themselves and answered with what was counted.
 * S numbers: docs/sync-protocol.md, What is proved. Reads only.
 */
import pg from 'pg';
import { type ServiceName, serviceNames } from '../system/instances.ts';
import { cloudDatabase } from '../verifying/cloud-database.ts';
import { verified } from '../verifying/source.ts';

export interface Invariant {
  readonly name: string;
  readonly holds: boolean;
  /** What was looked at, or the first of what is wrong. */
  readonly evidence: string;
}

export interface Checked {
  /** @returns the address of a service's database. */
  readonly urlOf: (service: ServiceName) => string;
  /** Nothing is under way any more: then what one has told, all others have heard. */
  readonly isQuiet: boolean;
}

interface Rule {
  readonly name: string;
  readonly services: readonly ServiceName[];
  readonly onlyAtQuiet?: boolean;
  /** One row: how much was `looked_at`, how much of it is `wrong`, and an `example` of that. */
  readonly sql: string;
}

/** @param wrong a query with one column `what`, a row for each fault. */
const faults = (lookedAt: string, wrong: string) =>
  `with wrong as (${wrong}) select (${lookedAt})::text as looked_at, (select count(*) from wrong)::text as wrong,
     (select min(what::text) from wrong) as example`;

const rules: readonly Rule[] = [
  {
    name: 'S8: an outbox has every position once, from its first to its last',
    services: serviceNames,
    sql: faults(
      'select count(*) from outbox where pos is not null',
      `select min(pos) || ' to ' || max(pos) || ', ' || count(*) || ' events' as what from outbox where pos is not null
         having max(pos) - min(pos) + 1 <> count(*)`,
    ),
  },
  {
    name: 'S8: no row has a position that its series has not given',
    services: serviceNames,
    sql: faults(
      'select count(*) from feed_counter',
      `select series || ' ' || f.pos as what from feed_counter c join
         (select 'feed:' || feed as series, max(pos) as pos from feed_row group by feed
          union all select 'outbox', max(pos) from outbox) f using (series) where f.pos > c.pos`,
    ),
  },
  {
    name: 'S9: no event was given up',
    services: serviceNames,
    sql: faults(
      'select count(*) from inbox',
      `select consumer || ' ' || id || ': ' || error as what from dead_event where dead_at is not null`,
    ),
  },
  {
    name: 'S9: every record is projected',
    services: ['sales'],
    sql: faults(
      'select count(*) from record',
      `select kind || ' ' || record_id || ': ' || reason as what from quarantine where resolved_at is null`,
    ),
  },
  {
    name: 'S2: what is on a shelf is the sum of its movements',
    services: ['inventory'],
    sql: faults(
      'select count(*) from movement',
      `select location_id || ' ' || product_id || ': ' || coalesce(on_hand, 0) || ' is not ' || coalesce(moved, 0) as what
         from balance full join (select location_id, product_id, sum(quantity) as moved from movement group by 1, 2) m
           using (location_id, product_id) where coalesce(on_hand, 0) <> coalesce(moved, 0)`,
    ),
  },
  {
    name: 'I7: what is reserved is the sum of what is held',
    services: ['inventory'],
    sql: faults(
      'select count(*) from reservation',
      `select location_id || ' ' || product_id || ': ' || coalesce(reserved, 0) || ' is not ' || coalesce(held, 0) as what
         from balance full join (select l.location_id, l.product_id, sum(l.quantity) as held
             from reservation r join reservation_line l on l.reservation_id = r.id where r.state = 'held' group by 1, 2) h
           using (location_id, product_id) where coalesce(reserved, 0) <> coalesce(held, 0)`,
    ),
  },
  {
    name: 'charged = sold: every confirmed order was paid, and nobody paid for one that failed',
    services: ['order'],
    onlyAtQuiet: true,
    sql: faults(
      'select count(*) from saga',
      `select o.number || ': ' || s.state || ', ' || o.status || ', payment ' || p.state as what
         from saga s join customer_order o on o.id = s.order_id join payment p on p.order_id = o.id
         where s.state not in ('confirmed', 'failed')
           or (s.state = 'confirmed' and o.status <> 'cancelled' and p.state <> 'captured')
           or (s.state = 'failed' and p.captured_minor > p.refunded_minor)`,
    ),
  },
  {
    name: 'nothing waits for its position',
    services: serviceNames,
    onlyAtQuiet: true,
    sql: faults(
      'select count(*) from feed_counter',
      `select 'an event' as what from outbox where pos is null union all
       select feed || ' ' || key from feed_row where pos is null`,
    ),
  },
];

export async function checkInvariants({ urlOf, isQuiet }: Checked): Promise<readonly Invariant[]> {
  const found: Invariant[] = [];
  const clients = new Map<ServiceName, pg.Client>();
  try {
    for (const service of serviceNames) {
      const client = new pg.Client({ connectionString: urlOf(service), application_name: 'invariants' });
      await client.connect();
      await client.query('begin isolation level repeatable read read only');
      clients.set(service, client);
    }
    for (const rule of rules) if (isQuiet || !rule.onlyAtQuiet) found.push(await asked(rule, clients));
    if (isQuiet) found.push(await allHeard(clients));
  } finally {
    for (const client of clients.values()) await client.end();
  }
  found.push(await journalsWhole(urlOf('sales')));
  return found;
}

async function asked({ name, services, sql }: Rule, clients: ReadonlyMap<ServiceName, pg.Client>) {
  let lookedAt = 0;
  const wrong: string[] = [];
  for (const service of services) {
    const answer = await clients
      .get(service)
      ?.query<{ looked_at: string; wrong: string; example: string }>(sql);
    const [row] = answer?.rows ?? [];
    lookedAt += Number(row?.looked_at);
    if (row && row.wrong !== '0') wrong.push(`${service}: ${row.wrong} wrong, such as ${row.example}`);
  }
  return { name, holds: wrong.length === 0, evidence: wrong.join('; ') || `${lookedAt} rows looked at` };
}

/** Each consumer's watermark stands where its producer's outbox ends. */
async function allHeard(clients: ReadonlyMap<ServiceName, pg.Client>): Promise<Invariant> {
  const ends = new Map<string, string>();
  for (const [service, client] of clients) {
    const { rows } = await client.query<{ pos: string }>(
      `select pos from feed_counter where series = 'outbox'`,
    );
    ends.set(`events.${service}`, rows[0]?.pos ?? '0');
  }
  const behind: string[] = [];
  let marks = 0;
  for (const client of clients.values()) {
    const { rows } = await client.query<{ consumer: string; producer: string; pos: string }>(
      'select consumer, producer, pos from inbox_watermark',
    );
    for (const { consumer, producer, pos } of rows) {
      marks += 1;
      if (ends.has(producer) && ends.get(producer) !== pos)
        behind.push(`${consumer} is at ${pos} of ${ends.get(producer)} of ${producer}`);
    }
  }
  return {
    name: 'S2: every event was heard by everyone who follows its producer',
    holds: behind.length === 0,
    evidence: behind.join('; ') || `${marks} consumers stand at the end`,
  };
}

async function journalsWhole(url: string): Promise<Invariant> {
  const { journals, findings } = await verified(cloudDatabase(url));
  const records = journals.reduce((sum, journal) => sum + journal.records, 0);
  const [first] = findings;
  return {
    name: 'S1 S3 S4: every journal is whole, its chain and signed heads verify, its receipt numbers have no gap',
    holds: first === undefined,
    evidence: first
      ? `${findings.length} findings, the first: ${first.why} ${first.detail}`
      : `${records} records of ${journals.length} journals`,
  };
}

export const tellInvariants = (invariants: readonly Invariant[]): string =>
  invariants.map(({ holds, name, evidence }) => `${holds ? '✓' : '✗'} ${name} (${evidence})`).join('\n');
