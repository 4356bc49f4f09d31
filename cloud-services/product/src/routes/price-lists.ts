/** Price lists, as head office writes them. */
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import type { Database } from '@comptoir/service-kit/db/database';
import { listOf, listQuery } from '@comptoir/service-kit/http/list';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { changeOf } from '../admin/prices.ts';
import { priceEntries, priceEntryView, priceListTerms, priceListView, proposal } from '../api.ts';
import { proposeIfNeeded } from '../four-eyes/proposals.ts';
import { readEntries, setEntries } from '../price-lists/entries.ts';
import { changeList, createList, endList, etagOf, lists } from '../price-lists/lists.ts';

const byId = z.strictObject({ id: z.uuid() });
const path = '/api/v1/products/price-lists';

export function priceListRoutes(database: Database, tokens: Tokens): Route[] {
  const guard = tokens.requireStaff('head-office');
  return [
    route({
      method: 'get',
      path,
      summary: 'All price lists, those that begin last first',
      guard,
      answers: { 200: z.object({ items: z.array(priceListView) }) },
      handle: async () => ({ status: 200, body: { items: await lists(database) } }),
    }),
    mutation(database, {
      method: 'post',
      path,
      summary: 'Create a price list, without prices yet',
      guard,
      body: priceListTerms,
      answers: { 201: priceListView },
      async handle(input, tx) {
        const body = await createList(tx, input.body, changeOf(input));
        return { status: 201, headers: { etag: etagOf(body) }, body };
      },
    }),
    mutation(database, {
      method: 'put',
      path: `${path}/:id`,
      summary: 'Change when and where a price list counts; refused where a product would have two prices',
      guard,
      params: byId,
      body: priceListTerms,
      answers: { 200: priceListView, 202: proposal },
      async handle(input, tx) {
        const change = changeOf(input);
        const asked = { do: 'change-list', listId: input.params.id, terms: input.body } as const;
        const waits = await proposeIfNeeded(tx, asked, change);
        if (waits) return { status: 202, body: waits };
        const body = await changeList(tx, input.params.id, input.body, change);
        return { status: 200, headers: { etag: etagOf(body) }, body };
      },
    }),
    mutation(database, {
      method: 'post',
      path: `${path}/:id/end`,
      summary: 'End a price list now; one that has not begun never does',
      guard,
      params: byId,
      answers: { 200: priceListView, 202: proposal },
      async handle(input, tx) {
        const change = changeOf(input);
        const waits = await proposeIfNeeded(tx, { do: 'end-list', listId: input.params.id }, change);
        if (waits) return { status: 202, body: waits };
        const body = await endList(tx, input.params.id, change, new Date());
        return { status: 200, headers: { etag: etagOf(body) }, body };
      },
    }),
    route({
      method: 'get',
      path: `${path}/:id/entries`,
      summary: 'The prices of a list, by name, beside each product’s own price and cost',
      guard,
      params: byId,
      query: z.strictObject(listQuery),
      answers: { 200: listOf(priceEntryView) },
      handle: async ({ params, query }) => ({
        status: 200,
        body: await readEntries(database, params.id, query),
      }),
    }),
    mutation(database, {
      method: 'put',
      path: `${path}/:id/entries`,
      summary:
        'Set prices of a list, or take products out; the tills have them at once, and begin with them on time',
      guard,
      params: byId,
      body: priceEntries,
      answers: { 200: priceListView, 202: proposal },
      async handle(input, tx) {
        const change = changeOf(input);
        const asked = { do: 'set-entries', listId: input.params.id, ...input.body } as const;
        const waits = await proposeIfNeeded(tx, asked, change);
        if (waits) return { status: 202, body: waits };
        const body = await setEntries(tx, input.params.id, input.body.entries, change);
        return { status: 200, headers: { etag: etagOf(body) }, body };
      },
    }),
  ];
}
