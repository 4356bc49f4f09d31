/** What a store may spend of gift cards and credits while cut off: renewed at its sessions, long before it ends. Source: docs/adr/0030. */
import { randomUUID } from 'node:crypto';
import { type Tx, writeFeedRow } from '@comptoir/service-kit';
import { readAllowance, signAllowance } from '@comptoir/sync-protocol/records/allowance';

/** A week without a line, and the days before the last renewal. */
const lastsMs = 10 * 24 * 3_600_000;
const renewedBeforeMs = 8 * 24 * 3_600_000;

type Signer = Readonly<{ secretKey: Uint8Array; publicKey: Uint8Array }>;

export async function renewAllowance(
  tx: Tx,
  storeId: string,
  amountMinor: number,
  signer: Signer,
  now: Date,
): Promise<void> {
  const key = `allowance/${storeId}`;
  const rows: { value: { token: string } | null }[] = await tx.query(
    `select value from feed_row where feed = 'allowances-value' and scope = $1 and key = $2`,
    [storeId, key],
  );
  const token = rows[0]?.value?.token;
  const held = token === undefined ? null : readAllowance(token, signer.publicKey);
  const isGood =
    held?.amountMinor === amountMinor && Date.parse(held.expiresAt) - now.getTime() > renewedBeforeMs;
  if (isGood) return;
  const expiresAt = new Date(now.getTime() + lastsMs).toISOString();
  const given = { allowanceId: randomUUID(), storeId, currency: 'CAD' as const, amountMinor, expiresAt };
  const value = { token: signAllowance(given, signer.secretKey) };
  await writeFeedRow(tx, { feed: 'allowances-value', scope: storeId, key, value });
}
