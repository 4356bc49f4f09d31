/** Sessions of edges: a nonce signed with the device key; the newest session wins. Source: docs, Sync protocol, Up. */
import { randomBytes } from 'node:crypto';
import { type Database, problem, type Tx } from '@comptoir/service-kit';
import { fromBase64, utf8 } from '@comptoir/sync-protocol/bytes';
import { ed25519Verify } from '@comptoir/sync-protocol/crypto/ed25519';
import { sessionText } from '@comptoir/sync-protocol/records/head';
import {
  addChallenge,
  beginSession,
  type EdgeRow,
  edgeById,
  edgeForShare,
  takeChallenge,
} from './store/rows.ts';

const challengeLifetimeMs = 120_000;
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
  checkAllowed(await edgeById(database.dataSource.manager, edgeId));
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
}>;

/** @returns the edge with its new session's number. */
export async function openSession(
  tx: Tx,
  request: SessionRequest,
  now: Date,
): Promise<{ edge: EdgeRow; session: number }> {
  const { edgeId, nonce, signature, protocolVersions, agentVersion } = request;
  const edge = checkAllowed(await edgeById(tx, edgeId));
  const [nonceBytes, signatureBytes] = [fromBase64(nonce), fromBase64(signature)];
  const isSigned =
    signatureBytes !== null &&
    ed25519Verify(signatureBytes, utf8(sessionText(edgeId, nonce)), edge.public_key);
  if (!isSigned || nonceBytes === null || !(await takeChallenge(tx, nonceBytes, edgeId, now)))
    throw problem(
      401,
      'unknown-device',
      'The challenge was not answered',
      'Ask for a new challenge and sign it with the device key.',
    );
  if (!protocolVersions.includes(protocolVersion))
    throw problem(
      426,
      'upgrade',
      'No common protocol version',
      `This cloud speaks version ${protocolVersion}: update the agent.`,
    );
  return { edge, session: await beginSession(tx, edgeId, agentVersion, now) };
}

/** Checks, inside a batch's transaction, that no newer session was opened; holds it until the end. */
export async function holdSession(
  tx: Tx,
  caller: Readonly<{ edge: string; session: number }>,
): Promise<{ storeId: string; publicKey: Uint8Array }> {
  const edge = checkAllowed(await edgeForShare(tx, caller.edge));
  if (edge.session !== caller.session) throw staleSession();
  return { storeId: edge.store_id, publicKey: edge.public_key };
}
