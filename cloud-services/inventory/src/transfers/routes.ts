import {
  decodeCursor,
  type Kit,
  mutation,
  notFound,
  pageOf,
  type Route,
  rolesWith,
  route,
  type ServiceEnvironment,
  streamed,
} from '@comptoir/service-kit';
import { z } from 'zod';
import { knownLocations } from '../store/names.ts';
import { listTransfers, readTransfer, transferPlace } from '../store/transfers.ts';
import { type Transfer, transferAnswer, transferRequest, transfersAnswer, transfersQuery } from './api.ts';
import { deliveryNote } from './delivery-note.ts';
import { transfer } from './transfer.ts';

const place = z.tuple([z.iso.datetime(), z.uuid()]);
const byId = z.strictObject({ transferId: z.uuid() });

export const transferRoutes = ({ database, tokens }: Kit<ServiceEnvironment>): Route[] => [
  mutation(database, {
    method: 'put',
    path: '/api/v1/inventory/transfer',
    summary: 'A step of a transfer between two locations',
    guard: tokens.requireStaff(...rolesWith('change-stock')),
    body: transferRequest,
    answers: { 200: transferAnswer },
    // One that is not theirs is undone with its transaction.
    handle: async ({ body, caller }, tx) => ({
      status: 200,
      body: ofStores(caller.stores, await transfer(tx, body, new Date())),
    }),
  }),
  route({
    method: 'get',
    path: '/api/v1/inventory/transfers',
    summary: 'Transfers, the latest change first',
    guard: tokens.requireStaff(...rolesWith('read-stock')),
    query: transfersQuery,
    answers: { 200: transfersAnswer },
    async handle({ query, caller }) {
      const filter = { ...query, locationIds: caller.stores, after: decodeCursor(place, query.cursor) };
      const rows = await listTransfers(database.alone, { ...filter, limit: query.limit + 1 });
      return { status: 200, body: pageOf(rows, query.limit, transferPlace) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/inventory/transfers/:transferId',
    summary: 'A transfer',
    guard: tokens.requireStaff(...rolesWith('read-stock')),
    params: byId,
    answers: { 200: transferAnswer },
    async handle({ params, caller }) {
      const found = await readTransfer(database.alone, params.transferId);
      return { status: 200, body: ofStores(caller.stores, found) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/inventory/transfers/:transferId/delivery-note',
    summary: 'The delivery note of a transfer, with its number as a barcode',
    guard: tokens.requireStaff(...rolesWith('read-stock')),
    params: byId,
    query: z.strictObject({ language: z.enum(['fr', 'en']).default('fr') }),
    answers: { 200: z.string() },
    produces: 'application/pdf',
    async handle({ params, query, caller, response }) {
      const found = ofStores(caller.stores, await readTransfer(database.alone, params.transferId));
      const paper = await deliveryNote(found, await knownLocations(database.alone), query.language);
      response.type('application/pdf').send(paper);
      return streamed;
    },
  }),
];

/** A manager knows of transfers with an end at a store of theirs. @throws Problem 404 else. */
function ofStores(stores: readonly string[] | undefined, found: Transfer | undefined): Transfer {
  if (!found || (stores && !stores.includes(found.from) && !stores.includes(found.to)))
    throw notFound('transfer');
  return found;
}
