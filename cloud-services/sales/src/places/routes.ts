/** `/api/v1/sales/stores`. */
import {
  type Database,
  mutation,
  notFound,
  problem,
  type Route,
  route,
  type Tokens,
} from '@comptoir/service-kit';
import { storeConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import { z } from 'zod';
import { coordinates, publicStores } from '../api.ts';
import { listStores, type StoreRow, storeById } from './store/rows.ts';
import { putStore } from './stores.ts';

const kind = z.enum(['store', 'warehouse']);
const storeInput = storeConfiguration
  .extend({ kind: kind.default('store'), coordinates: coordinates.nullable().default(null) })
  .meta({ id: 'StoreInput' });
const storeAnswer = storeConfiguration
  .extend({ kind, coordinates: coordinates.nullable(), version: z.int() })
  .meta({ id: 'Store' });
const senderAnswer = storeConfiguration.pick({ name: true, address: true, phone: true, jurisdiction: true });
const byId = z.strictObject({ id: z.string() });

const shown = ({ configuration, ...more }: StoreRow) => ({ ...configuration, ...more });

/** What the shop tells everybody; a warehouse is no place to come to. */
const shownToAll = ({ configuration: { id, code, name, address, phone }, coordinates }: StoreRow) => ({
  id,
  code,
  name,
  address,
  phone,
  coordinates,
});

export const placesRoutes = (database: Database, tokens: Tokens): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/sales/public/stores',
    summary: 'Where the stores are, for everybody',
    answers: { 200: publicStores },
    handle: async () => ({
      status: 200,
      headers: { 'cache-control': 'public, max-age=60' },
      body: {
        items: (await listStores(database)).filter(({ kind }) => kind === 'store').map(shownToAll),
        nextCursor: null,
      },
    }),
  }),
  route({
    method: 'get',
    path: '/internal/sales/places/:id',
    summary: 'For Order: who sends a parcel that leaves from there',
    params: byId,
    answers: { 200: senderAnswer },
    async handle({ params }) {
      const store = await storeById(database.alone, params.id);
      if (!store) throw notFound('store');
      const { name, address, phone, jurisdiction } = store.configuration;
      return { status: 200, body: { name, address, phone, jurisdiction } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/sales/stores',
    summary: 'Stores and warehouses with their registers',
    guard: tokens.requireStaff(),
    answers: { 200: z.object({ items: z.array(storeAnswer), nextCursor: z.null() }) },
    handle: async () => ({
      status: 200,
      body: { items: (await listStores(database)).map(shown), nextCursor: null },
    }),
  }),
  route({
    method: 'get',
    path: '/api/v1/sales/stores/:id',
    summary: 'A store',
    guard: tokens.requireStaff(),
    params: byId,
    answers: { 200: storeAnswer },
    async handle({ params }) {
      const store = await storeById(database.alone, params.id);
      if (!store) throw notFound('store');
      return { status: 200, body: shown(store) };
    },
  }),
  mutation(database, {
    method: 'put',
    path: '/api/v1/sales/stores/:id',
    summary: 'Create or change a store or a warehouse',
    guard: tokens.requireStaff('head-office'),
    params: byId,
    body: storeInput,
    answers: { 200: storeAnswer },
    async handle({ params, body, correlationId }, tx) {
      const { kind, coordinates, ...configuration } = body;
      if (configuration.id !== params.id)
        throw problem(400, 'invalid-request', 'Two ids', 'The id in the body must be that of the address.');
      return {
        status: 200,
        body: shown(await putStore(tx, { configuration, kind, coordinates }, correlationId)),
      };
    },
  }),
];
