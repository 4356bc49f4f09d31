/** An edge joins a store by a one-time code. Source: docs, Sync protocol, Up. */
import { randomBytes } from 'node:crypto';
import { problem, type Tx } from '@comptoir/service-kit';
import { fromBase64 } from '@comptoir/sync-protocol/bytes';
import type { EnrolAnswer } from '@comptoir/sync-protocol/wire/calls';
import { codeFrom, codeHash, codeLifetimeMs } from './code.ts';
import { addCode, addEdge, codeForUpdate, type EdgeRow, edgeByKey, useCode } from './store/rows.ts';

/** What Fleet must know of a store; Places tells. */
export type StoreOf = (
  tx: Tx,
  storeId: string,
) => Promise<Pick<EnrolAnswer, 'storeId' | 'storeCode' | 'storeNumber' | 'registers'> | undefined>;

export async function makeCode(tx: Tx, storeOf: StoreOf, storeId: string, madeBy: string, now: Date) {
  if (!(await storeOf(tx, storeId)))
    throw problem(422, 'unknown-store', 'No such store', 'Create the store first, then ask for a code.');
  const code = codeFrom(randomBytes(12));
  const expiresAt = new Date(now.getTime() + codeLifetimeMs);
  await addCode(tx, codeHash(code), storeId, madeBy, expiresAt);
  return { code, expiresAt: expiresAt.toISOString() };
}

export type EnrolRequest = Readonly<{ code: string; devicePublicKey: string; agentVersion: string }>;

/**
 * The same code with the same device key gets the first answer again: an answer may be lost on its way.
 * @throws Problem with the code's fault: unknown, expired, used by another device.
 */
export async function enrol(
  tx: Tx,
  parts: Readonly<{ storeOf: StoreOf; newId: () => string; now: Date }>,
  request: EnrolRequest,
): Promise<Omit<EnrolAnswer, 'cloudPublicKey'>> {
  const publicKey = fromBase64(request.devicePublicKey);
  if (publicKey?.length !== 32)
    throw problem(
      400,
      'invalid-request',
      'Not a device key',
      'Send the raw 32 bytes of an Ed25519 public key in base64.',
    );
  const hash = codeHash(request.code);
  const code = await codeForUpdate(tx, hash);
  if (!code)
    throw problem(
      404,
      'enrolment-code-unknown',
      'This code is not known',
      'Check it for typing errors, or ask head office for a new one.',
    );
  const known = await edgeByKey(tx, publicKey);
  const edgeId = code.used_at
    ? sameEdge(code.edge_id, known)
    : await admit(tx, parts, request, { hash, code, publicKey, known });
  const store = await parts.storeOf(tx, code.store_id);
  if (!store) throw new Error(`the code's store ${code.store_id} is gone`);
  return { edgeId, ...store };
}

function sameEdge(usedBy: string | null, known: EdgeRow | undefined): string {
  if (known && known.id === usedBy) return known.id;
  throw problem(
    409,
    'enrolment-code-used',
    'This code was used already',
    'A code is good for one device: ask head office for a new one.',
  );
}

async function admit(
  tx: Tx,
  { newId, now }: Readonly<{ newId: () => string; now: Date }>,
  { agentVersion }: EnrolRequest,
  {
    hash,
    code,
    publicKey,
    known,
  }: Readonly<{
    hash: Buffer;
    code: { store_id: string; expires_at: Date };
    publicKey: Uint8Array;
    known: EdgeRow | undefined;
  }>,
): Promise<string> {
  if (code.expires_at.getTime() <= now.getTime())
    throw problem(
      410,
      'enrolment-code-expired',
      'This code has expired',
      'Codes are good for an hour: ask head office for a new one.',
    );
  if (known)
    throw problem(
      409,
      'device-known',
      'This device key is enrolled already',
      'Make a new device key for a new enrolment.',
    );
  const id = newId();
  await addEdge(tx, { id, storeId: code.store_id, publicKey, agentVersion, now });
  await useCode(tx, hash, id, now);
  return id;
}
