/**
 * The HTTP bodies of the sync calls. All under `/api/v1/sync`; unknown fields are ignored here, so that versions can meet.
 * Source: docs/sync-protocol.md, Up.
 */
import { z } from 'zod';
import { failedRelease } from '../releases/launcher.ts';
import { versionText } from '../releases/version.ts';

/** Standard base64. */
const base64 = z.string();

/** A head: how far a journal goes, and the hash of its last record. */
export const head = z.object({ journal: z.uuid(), seq: z.int().nonnegative(), hash: base64 });
export type Head = z.infer<typeof head>;
export const signedHead = head.extend({ signature: base64 });
export type SignedHead = z.infer<typeof signedHead>;

/** POST /enrol: one-time code against a device key. */
export const enrolRequest = z.object({ code: z.string(), devicePublicKey: base64, agentVersion: z.string() });
export const enrolAnswer = z.object({
  edgeId: z.uuid(),
  storeId: z.string(),
  storeCode: z.string(),
  storeNumber: z.string(),
  registers: z.array(z.object({ id: z.string(), number: z.string() })),
  /** Ed25519, raw 32 bytes: what cosignatures are checked with. */
  cloudPublicKey: base64,
});
export type EnrolAnswer = z.infer<typeof enrolAnswer>;

/** POST /challenge */
export const challengeRequest = z.object({ edgeId: z.uuid() });
export const challengeAnswer = z.object({ nonce: base64, serverTime: z.iso.datetime() });

/** A key that follows another, signed for by that one. */
export const succession = z.object({ publicKey: base64, signature: base64 });
export type Succession = z.infer<typeof succession>;
export const successionsMax = 16;

/** POST /session: `signature` is Ed25519 over `comptoir/session/1 LF edgeId LF nonce LF`. */
export const sessionRequest = z.object({
  edgeId: z.uuid(),
  nonce: base64,
  signature: base64,
  protocolVersions: z.array(z.int()),
  heads: z.array(signedHead),
  /** How far the cloud's clock is ahead of the edge's, for people who watch over edges. */
  skewMs: z.int().optional(),
  /** The newest cosignature that the edge holds: a cloud that has less lost records, which come again. */
  witness: signedHead.optional(),
  /** What the edge runs. Edges of before say nothing: then what they said at enrolment stands. */
  agentVersion: versionText.optional(),
  failedRelease: failedRelease.optional(),
  /** How the key that signs followed those before, oldest first: for a cloud that knows an earlier one. */
  successions: z.array(succession).max(successionsMax).optional(),
});

export type SessionRequest = z.infer<typeof sessionRequest>;

/** What head office wants this edge to run; files and signature: `GET /releases/{version}`. Also a member of the problem `upgrade`. */
export const wantedRelease = z.object({ version: versionText });

export const sessionAnswer = z.object({
  token: z.string(),
  expiresInSeconds: z.int().positive(),
  session: z.int().positive(),
  protocolVersion: z.literal(1),
  /** What the cloud holds of each journal that it knows of this edge, cosigned by its own key. */
  heads: z.array(signedHead),
  serverTime: z.iso.datetime(),
  limits: z.object({ batchRecordsMax: z.int().positive(), batchBytesMax: z.int().positive() }),
  /** Of batches, beside gzip and none: see `batch-encoding.ts`. */
  encodings: z.array(z.string()).optional(),
  release: wantedRelease.optional(),
  /** The device's key has done its time, or head office wants another: the edge makes one. */
  rotateKey: z.boolean().optional(),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;

/**
 * POST /journals/{id}/records. Headers: `Authorization: Bearer`, `Sync-Session`, `After-Seq`, `After-Hash` (base64),
 * `Sync-Head: seq SP hash SP signature`, and `Sync-Tail`, the number of the edge's last record, if known.
 * Body: three lines a record (header LF body LF personal LF), packed with gzip or one of the session's `encodings`, or not.
 */
export const recordsAnswer = z.object({ seq: z.int(), hash: base64, cosignature: base64 });
export type RecordsAnswer = z.infer<typeof recordsAnswer>;

/** `type` of the problem details (RFC 9457) that these calls give, as `/problems/<type>`. */
export const syncProblemType = z.enum([
  'gap',
  'fork',
  'stale-session',
  'bad-chain',
  'bad-signature',
  'bad-frame',
  'unknown-device',
  'revoked',
  'wrong-store',
  'upgrade',
  'epoch',
  /** The owner makes none of a feed so small. */
  'no-snapshot',
  'too-big',
  'busy',
  'enrolment-code-expired',
  'enrolment-code-used',
  'enrolment-code-unknown',
]);
export type SyncProblemType = z.infer<typeof syncProblemType>;

/** Server → edge over socket.io at `/api/v1/sync/bell` (event `bell`): there is something to pull. */
export const bell = z.object({ feeds: z.array(z.string()) });
