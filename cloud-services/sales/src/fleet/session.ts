/** Sessions of edges: a nonce signed with the device key; the newest session wins. Source: docs, Sync protocol, Up. */
import { randomBytes } from 'node:crypto';
import { type Database, problem, type Tx } from '@comptoir/service-kit';
import { bytesEqual, fromBase64, utf8 } from '@comptoir/sync-protocol/bytes';
import { ed25519Verify } from '@comptoir/sync-protocol/crypto/ed25519';
import { successorOf } from '@comptoir/sync-protocol/records/device-keys';
import { sessionText } from '@comptoir/sync-protocol/records/head';
import type { Succession } from '@comptoir/sync-protocol/wire/calls';
import {
  addChallenge,
  beginSession,
  type EdgeRow,
  edgeById,
  edgeForShare,
  edgeForUpdate,
  replaceKey,
  takeChallenge,
} from './store/rows.ts';

const challengeLifetimeMs = 120_000;
/** After this an edge makes itself another key. */
const keyLifetimeMs = 90 * 86_400_000;
export const protocolVersion = 1 as const;

export const unknownDevice = () =>
  problem(401, 'unknown-device', 'This device is not known', 'Enrol it with a code from head office.');
export const staleSession = () =>
  problem(409, 'stale-session', 'A newer session of this edge is open', 'Begin a session anew.');

/** Selling goes on: only syncing is refused, and what would mend it is named. */
export const upgradeNeeded = (release: { version: string } | undefined) =>
  problem(
    426,
    'upgrade',
    'This version is no longer taken',
    `It is more than two versions behind: update it to ${release?.version ?? 'a newer one'}.`,
    { members: release ? { release } : {} },
  );

function checkAllowed(edge: EdgeRow | undefined): EdgeRow {
  if (!edge) throw unknownDevice();
  if (edge.revoked_at)
    throw problem(
      403,
      'revoked',
      'This device was revoked',
      'Selling goes on; ask head office to enrol it again.',
    );
  return edge;
}

/** @returns base64. */
export async function challenge(database: Database, edgeId: string, now: Date): Promise<string> {
  checkAllowed(await edgeById(database.alone, edgeId));
  const nonce = randomBytes(32);
  await addChallenge(database, nonce, edgeId, new Date(now.getTime() + challengeLifetimeMs));
  return nonce.toString('base64');
}

export type SessionRequest = Readonly<{
  edgeId: string;
  nonce: string;
  signature: string;
  protocolVersions: readonly number[];
  agentVersion?: string | undefined;
  successions?: readonly Succession[] | undefined;
}>;

/** @returns the edge with its new session's number. */
export async function openSession(
  tx: Tx,
  request: SessionRequest,
  now: Date,
): Promise<{ edge: EdgeRow; session: number; rotateKey: boolean }> {
  const { edgeId, nonce, protocolVersions, agentVersion } = request;
  const edge = checkAllowed(await edgeForUpdate(tx, edgeId));
  const nonceBytes = fromBase64(nonce);
  const key = signerOf(edge, request);
  if (!key || nonceBytes === null || !(await takeChallenge(tx, nonceBytes, edgeId, now))) throw unanswered();
  const isNewKey = !bytesEqual(key, edge.public_key);
  if (isNewKey && !(await replaceKey(tx, edge, key, now))) throw unanswered();
  if (!protocolVersions.includes(protocolVersion))
    throw problem(
      426,
      'upgrade',
      'No common protocol version',
      `This cloud speaks version ${protocolVersion}: update the agent.`,
    );
  const rotateKey = !isNewKey && isRotationDue(edge, now);
  return { edge, session: await beginSession(tx, edgeId, agentVersion, now), rotateKey };
}

/** The key in force, or one that lawfully follows it: whoever shows that one has it. */
function signerOf(edge: EdgeRow, request: SessionRequest): Uint8Array | undefined {
  const { edgeId, nonce, signature, successions = [] } = request;
  const bytes = fromBase64(signature);
  const isSignedBy = (key: Uint8Array) =>
    bytes !== null && ed25519Verify(bytes, utf8(sessionText(edgeId, nonce)), key);
  if (isSignedBy(edge.public_key)) return edge.public_key;
  const successor = successorOf(edgeId, edge.public_key, successions);
  return isSignedBy(successor) ? successor : undefined;
}

const unanswered = () =>
  problem(
    401,
    'unknown-device',
    'The challenge was not answered',
    'Ask for a new challenge and sign it with the device key.',
  );

/** Its time is over, or head office asked since it came. */
export const isRotationDue = (
  { key_since: since, rotation_asked_at: asked }: Pick<EdgeRow, 'key_since' | 'rotation_asked_at'>,
  now: Date,
): boolean => now.getTime() - since.getTime() > keyLifetimeMs || (asked !== null && asked > since);

/** Checks, inside a batch's transaction, that no newer session was opened; holds it until the end. */
export async function holdSession(
  tx: Tx,
  caller: Readonly<{ edge: string; session: number }>,
): Promise<{ storeId: string; publicKey: Uint8Array }> {
  const edge = checkAllowed(await edgeForShare(tx, caller.edge));
  if (edge.session !== caller.session) throw staleSession();
  return { storeId: edge.store_id, publicKey: edge.public_key };
}
