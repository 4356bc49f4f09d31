/** `/api/v1/sales/enrolment-codes`, `/api/v1/sales/edges`: the fleet as head office sees it. */
import {
  type Database,
  mutation,
  notFound,
  problem,
  type Route,
  rolesWith,
  route,
  type Tokens,
} from '@comptoir/service-kit';
import { z } from 'zod';
import { type EdgeHealth, type EdgeRelease, edgesAnswer } from '../api.ts';
import { makeCode, type StoreOf } from './enrol.ts';
import { devicesSeen, edgeState, unsentOf } from './health.ts';
import { isRotationDue } from './session.ts';
import { notesByEdge } from './store/notes.ts';
import { askForRotation, listEdges, revokeEdge } from './store/rows.ts';

/** For Reporting's alerts. */
const silentEdges = z.object({
  items: z.array(z.object({ storeId: z.string(), lastSeenAt: z.iso.datetime() })),
});

export type FleetParts = Readonly<{
  database: Database;
  tokens: Tokens;
  now: () => Date;
  storeOf: StoreOf;
  storeCodes: () => Promise<ReadonlyMap<string, string>>;
  /** By edge: its journals, and how those began that follow another. */
  journals: () => Promise<ReadonlyMap<string, Pick<EdgeHealth, 'journals' | 'openings'>>>;
  releases: () => Promise<(edgeId: string) => EdgeRelease>;
}>;

export const fleetRoutes = ({
  database,
  tokens,
  now,
  storeOf,
  storeCodes,
  journals,
  releases,
}: FleetParts): Route[] => [
  mutation(database, {
    method: 'post',
    path: '/api/v1/sales/enrolment-codes',
    summary: 'A one-time code, good for an hour, to enrol a store’s edge',
    guard: tokens.requireStaff('manager', 'head-office'),
    body: z.strictObject({ storeId: z.string() }),
    answers: { 201: z.object({ code: z.string(), expiresAt: z.iso.datetime() }) },
    async handle({ body, caller }, tx) {
      if (caller.stores && !caller.stores.includes(body.storeId))
        throw problem(
          403,
          'other-store',
          'This store is not yours',
          'Ask a manager of that store, or head office.',
        );
      return { status: 201, body: await makeCode(tx, storeOf, body.storeId, caller.id, now()) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/sales/edges',
    summary: 'Health of each store’s edge: last seen, version, clock, what it has sent, and what befell it',
    guard: tokens.requireStaff(...rolesWith('read-fleet')),
    answers: { 200: edgesAnswer },
    async handle({ caller: { stores } }) {
      const [all, codes, known, notes, releaseOf] = await Promise.all([
        listEdges(database),
        storeCodes(),
        journals(),
        notesByEdge(database),
        releases(),
      ]);
      const edges = stores ? all.filter(({ store_id }) => stores.includes(store_id)) : all;
      const items = edges.map((edge) => ({
        edgeId: edge.id,
        storeId: edge.store_id,
        storeCode: codes.get(edge.store_id) ?? '',
        state: edgeState(edge, now()),
        lastSeenAt: edge.last_seen_at?.toISOString() ?? null,
        agentVersion: edge.agent_version,
        skewMs: edge.skew_ms,
        keySince: edge.key_since.toISOString(),
        keyRotationDue: isRotationDue(edge, now()),
        unsentRecords: unsentOf(known.get(edge.id)?.journals ?? []),
        devices: edge.devices && devicesSeen(edge.devices),
        devicesAt: edge.devices_at?.toISOString() ?? null,
        ...(known.get(edge.id) ?? { journals: [], openings: [] }),
        notes: notes.get(edge.id) ?? [],
        release: releaseOf(edge.id),
      }));
      return { status: 200, body: { items } };
    },
  }),
  route({
    method: 'get',
    path: '/internal/sales/silent-edges',
    summary: 'Stores in service whose edge is silent, and since when',
    answers: { 200: silentEdges },
    async handle() {
      const silent = (await listEdges(database)).filter((edge) => edgeState(edge, now()) === 'silent');
      const items = silent.flatMap(({ store_id, last_seen_at }) =>
        last_seen_at ? [{ storeId: store_id, lastSeenAt: last_seen_at.toISOString() }] : [],
      );
      return { status: 200, body: { items } };
    },
  }),
  mutation(database, {
    method: 'post',
    path: '/api/v1/sales/edges/:id/rotate-key',
    summary:
      'An edge is to make itself another key, at its next session: within a quarter of an hour while it is online',
    guard: tokens.requireStaff('head-office'),
    params: z.strictObject({ id: z.uuid() }),
    answers: { 202: z.object({ keyRotationDue: z.literal(true) }) },
    async handle({ params }, tx) {
      if (!(await askForRotation(tx, params.id, now()))) throw notFound('edge');
      return { status: 202, body: { keyRotationDue: true as const } };
    },
  }),
  mutation(database, {
    method: 'post',
    path: '/api/v1/sales/edges/:id/revoke',
    summary: 'A stolen or retired edge: its next session is refused',
    guard: tokens.requireStaff('head-office'),
    params: z.strictObject({ id: z.uuid() }),
    answers: { 204: null },
    async handle({ params }, tx) {
      if (!(await revokeEdge(tx, params.id, now()))) throw notFound('edge');
      return { status: 204, body: null };
    },
  }),
];
