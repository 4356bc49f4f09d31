/** Codes on paper, for whoever has lost the app: each lets in once. Kept as keyed hashes. */
import { randomInt } from 'node:crypto';
import type { Tx } from '@comptoir/service-kit/db/database';
import type { Vault } from '../privacy/vault.ts';
import type { Asked } from '../store/customers.ts';

const codesMade = 10;
/** Without letters that look like digits or one another. Source: Crockford's base 32. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const halfLength = 5;

const half = () => Array.from({ length: halfLength }, () => letters[randomInt(letters.length)]).join('');

/** As typed, with what looks alike and what is only for reading put right. */
const plain = (code: string) =>
  code.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1');

const hashOf = (vault: Vault, customerId: string, code: string) =>
  vault.mac('recovery-code', customerId, plain(code));

/** New ones, told this once; those of before do not work any more. */
export async function makeRecoveryCodes(tx: Tx, vault: Vault, customerId: string): Promise<string[]> {
  const codes = Array.from({ length: codesMade }, () => `${half()}-${half()}`);
  await dropRecoveryCodes(tx, customerId);
  await tx.query('insert into recovery_code (hash, customer_id) select unnest($1::bytea[]), $2', [
    codes.map((code) => hashOf(vault, customerId, code)),
    customerId,
  ]);
  return codes;
}

export async function dropRecoveryCodes(tx: Tx, customerId: string): Promise<void> {
  await tx.query('delete from recovery_code where customer_id = $1', [customerId]);
}

/** @returns whether it was one that had not been used. */
export async function takeRecoveryCode(
  tx: Tx,
  vault: Vault,
  customerId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const [, count]: [unknown, number] = await tx.query(
    'update recovery_code set used_at = $2 where hash = $1 and customer_id = $3 and used_at is null',
    [hashOf(vault, customerId, code), now, customerId],
  );
  return count === 1;
}

export async function recoveryCodesLeft(asked: Asked, customerId: string): Promise<number> {
  const rows = (await asked.query(
    'select count(*)::int as left from recovery_code where customer_id = $1 and used_at is null',
    [customerId],
  )) as { left: number }[];
  return rows[0]?.left ?? 0;
}
