/** `/api/v1/sync/enrol|challenge|session`. Unknown fields are ignored here, so that versions can meet. */
import { type Database, mutation, type Route, route, type Tx } from '@comptoir/service-kit';
import type { FailedRelease } from '@comptoir/sync-protocol/releases/launcher';
import {
  challengeAnswer,
  challengeRequest,
  enrolAnswer,
  enrolRequest,
  type SignedHead,
  sessionAnswer,
  sessionRequest,
} from '@comptoir/sync-protocol/wire/calls';
import type { z } from 'zod';
import { enrol, type StoreOf } from './enrol.ts';
import { challenge, openSession, protocolVersion, upgradeNeeded } from './session.ts';

export type SyncParts = Readonly<{
  database: Database;
  now: () => Date;
  newId: () => string;
  storeOf: StoreOf;
  /** Base64. */
  cloudPublicKey: string;
  signDeviceToken: (
    edge: { id: string; storeId: string },
    session: number,
  ) => Promise<{ token: string; expiresInSeconds: number }>;
  /** What the edge says of itself: its clock, how far its journals go, and what it holds signed by us. */
  told: (tx: Tx, edgeId: string, told: z.infer<typeof sessionRequest>) => Promise<void>;
  /** The cosigned heads of an edge's journals. */
  headsOf: (tx: Tx, edgeId: string) => Promise<SignedHead[]>;
  /** Notes what the edge runs and could not run. @returns what it should run, and whether it is too old to sync. */
  releaseFor: (
    tx: Tx,
    edge: { edgeId: string; agentVersion: string; failedRelease?: FailedRelease | undefined },
  ) => Promise<{ release: { version: string } | undefined; isTooOld: boolean }>;
  limits: Readonly<{ batchRecordsMax: number; batchBytesMax: number }>;
  /** How a batch may be packed, beside gzip. */
  encodings: readonly string[];
}>;

export const syncRoutes = (parts: SyncParts): Route[] => [
  mutation(parts.database, {
    method: 'post',
    path: '/api/v1/sync/enrol',
    summary: 'Enrol an edge with a one-time code',
    body: enrolRequest,
    answers: { 201: enrolAnswer },
    async handle({ body }, tx) {
      const enrolled = await enrol(
        tx,
        { storeOf: parts.storeOf, newId: parts.newId, now: parts.now() },
        body,
      );
      return { status: 201, body: { ...enrolled, cloudPublicKey: parts.cloudPublicKey } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/sync/challenge',
    summary: 'A nonce to sign with the device key',
    body: challengeRequest,
    answers: { 200: challengeAnswer },
    async handle({ body }) {
      const now = parts.now();
      return {
        status: 200,
        body: { nonce: await challenge(parts.database, body.edgeId, now), serverTime: now.toISOString() },
      };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/sync/session',
    summary: 'Begin a session; the newest one wins',
    body: sessionRequest,
    answers: { 200: sessionAnswer },
    async handle({ body }) {
      const now = parts.now();
      const { edge, session, rotateKey, heads, release, isTooOld } = await parts.database.transaction(
        async (tx) => {
          const opened = await openSession(tx, body, now);
          await parts.told(tx, opened.edge.id, body);
          const { agentVersion = opened.edge.agent_version, failedRelease } = body;
          const told = await parts.releaseFor(tx, { edgeId: opened.edge.id, agentVersion, failedRelease });
          return { ...opened, ...told, heads: await parts.headsOf(tx, opened.edge.id) };
        },
      );
      // After the commit: what it reported is kept all the same.
      if (isTooOld) throw upgradeNeeded(release);
      const token = await parts.signDeviceToken({ id: edge.id, storeId: edge.store_id }, session);
      return {
        status: 200,
        body: {
          ...token,
          session,
          protocolVersion,
          heads,
          serverTime: now.toISOString(),
          limits: { ...parts.limits },
          encodings: [...parts.encodings],
          ...(release ? { release } : {}),
          ...(rotateKey ? { rotateKey } : {}),
        },
      };
    },
  }),
];
