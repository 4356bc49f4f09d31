/** `/api/v1/sales/stores`. */
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
import { localDay } from '@comptoir/service-kit/local-day';
import { storeConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import { z } from 'zod';
import { type OpeningHours, opening, publicStores, storeAnswer, storeChanges, storeInput } from './api.ts';
import { isOpenAt, openingsOf } from './open.ts';
import { changesOf, listStores, type StoreRow, storeById } from './store/rows.ts';
import { etagOf, putStore } from './stores.ts';

const senderAnswer = storeConfiguration
  .pick({ name: true, address: true, phone: true, jurisdiction: true })
  .extend({ openings: z.array(opening).nullable() });
const byId = z.strictObject({ id: z.string() });

const changesShownMax = 100;
/** As far as any rule of slots may look ahead. */
const openingDays = 61;

const isOpen = ({ configuration, hours }: StoreRow) => hours && isOpenAt(hours, configuration, new Date());
const shown = (store: StoreRow) => {
  const { configuration, ...more } = store;
  return { ...configuration, ...more, isOpen: isOpen(store) };
};

/** What the shop tells everybody; a warehouse is no place to come to. */
const shownToAll = ({ configuration, coordinates, hours }: StoreRow) => {
  const { id, code, name, address, phone, timeZone } = configuration;
  return { id, code, name, address, phone, coordinates, hours: hours && hoursFrom(hours, timeZone) };
};

/** Days that are over interest nobody. */
function hoursFrom(hours: OpeningHours, timeZone: string): OpeningHours {
  const today = localDay(timeZone, new Date());
  return { ...hours, exceptions: hours.exceptions.filter(({ day }) => day >= today) };
}

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
    summary: 'For Order: who sends a parcel that leaves from there, and when one may come there',
    params: byId,
    answers: { 200: senderAnswer },
    async handle({ params }) {
      const store = await storeById(database.alone, params.id);
      if (!store) throw notFound('store');
      const { name, address, phone, jurisdiction } = store.configuration;
      const openings = store.hours && openingsOf(store.hours, store.configuration, new Date(), openingDays);
      return { status: 200, body: { name, address, phone, jurisdiction, openings } };
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
      return { status: 200, headers: { etag: etagOf(store) }, body: shown(store) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/sales/stores/:id/changes',
    summary: 'Who changed what of a store, newest first',
    guard: tokens.requireStaff(...rolesWith('read-audit')),
    params: byId,
    answers: { 200: storeChanges },
    async handle({ params }) {
      if (!(await storeById(database.alone, params.id))) throw notFound('store');
      return {
        status: 200,
        body: { items: await changesOf(database, params.id, changesShownMax), nextCursor: null },
      };
    },
  }),
  mutation(database, {
    method: 'put',
    path: '/api/v1/sales/stores/:id',
    summary: 'Create or change a store or a warehouse; If-Match keeps what others changed meanwhile',
    guard: tokens.requireStaff(...rolesWith('run-stores')),
    params: byId,
    body: storeInput,
    answers: { 200: storeAnswer },
    async handle({ params, body, caller, request, correlationId }, tx) {
      const { kind, coordinates, hours, ...configuration } = body;
      if (configuration.id !== params.id)
        throw problem(400, 'invalid-request', 'Two ids', 'The id in the body must be that of the address.');
      const store = await putStore(
        tx,
        { configuration, kind, coordinates, hours },
        { by: caller.id, ifMatch: request.get('if-match'), correlationId },
      );
      return { status: 200, headers: { etag: etagOf(store) }, body: shown(store) };
    },
  }),
];
