/** What a customer allowed, when, and where they said so; the newest of a kind holds. Kept as proof. Source: Law 25 (Québec), s. 14. */
import type { Tx } from '@comptoir/service-kit/db/database';
import type { Asked } from './customers.ts';

export type ConsentKind = 'marketingEmail' | 'analytics';
export type Consents = Readonly<Record<ConsentKind, boolean>>;
export type ConsentRow = Readonly<{ kind: ConsentKind; given: boolean; at: Date; source: string }>;

export async function consentHistory(asked: Asked, customerId: string): Promise<ConsentRow[]> {
  return (await asked.query(
    'select kind, given, at, source from consent where customer_id = $1 order by at, kind',
    [customerId],
  )) as ConsentRow[];
}

export function consentsNow(history: readonly ConsentRow[]): Consents {
  const now = { marketingEmail: false, analytics: false };
  for (const { kind, given } of history) now[kind] = given;
  return now;
}

/** Only what differs is a new row. */
export async function noteConsents(
  tx: Tx,
  customerId: string,
  told: Consents,
  source: 'registration' | 'account' | 'staff' | 'till' | 'letter',
  at: Date,
): Promise<void> {
  const before = await consentHistory(tx, customerId);
  const now = consentsNow(before);
  for (const kind of ['marketingEmail', 'analytics'] as const) {
    const isKnown = before.some((row) => row.kind === kind);
    if (isKnown && now[kind] === told[kind]) continue;
    await tx.query(
      `insert into consent (customer_id, kind, given, at, source) values ($1, $2, $3, $4, $5)
       on conflict (customer_id, kind, at) do update set given = excluded.given`,
      [customerId, kind, told[kind], at, source],
    );
  }
}
