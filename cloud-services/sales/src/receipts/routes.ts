/** `/api/v1/sales/history|receipts|revenue`. */

import { businessDate } from '@comptoir/pricing/contract';
import {
  type Database,
  decodeCursor,
  listQuery,
  notFound,
  pageOf,
  type Route,
  rolesWith,
  route,
  streamed,
  type Tokens,
} from '@comptoir/service-kit';
import { z } from 'zod';
import { revenueByStore as revenueAnswer, salesHistory } from '../api.ts';
import { answerReceipt } from './formats/answer.ts';
import type { Shop } from './formats/receipt.ts';
import { receiptAnswer } from './receipt-answer.ts';
import { revenueByStore, type StoreName } from './revenue.ts';
import { history, receipt } from './store/read.ts';

const historyQuery = z.strictObject({
  ...listQuery,
  storeId: z.string().optional(),
  registerId: z.string().optional(),
  cashierId: z.string().optional(),
  customerId: z.string().optional(),
  /** Business dates, both included. */
  from: businessDate.optional(),
  to: businessDate.optional(),
  /** Both unless told. */
  kind: z.enum(['sale', 'return']).optional(),
});
const place = z.object({ completedAt: z.iso.datetime(), id: z.uuid() });

export type ReceiptsParts = Readonly<{
  database: Database;
  tokens: Tokens;
  now: () => Date;
  stores: () => Promise<StoreName[]>;
  /** What stands at the head and foot of a store's receipts. */
  shopOf: (storeId: string) => Promise<Shop | undefined>;
}>;

export const receiptsRoutes = ({ database, tokens, now, stores, shopOf }: ReceiptsParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/sales/history',
    summary: 'Sales and returns, newest first',
    guard: tokens.requireStaff(...rolesWith('read-receipts')),
    query: historyQuery,
    answers: { 200: salesHistory },
    async handle({ query, caller }) {
      const filter = { ...query, storeIds: caller.stores };
      const rows = await history(database, filter, decodeCursor(place, query.cursor), query.limit + 1);
      const { items, nextCursor } = pageOf(rows, query.limit, (row) => row.place);
      return { status: 200, body: { items: items.map((row) => row.summary), nextCursor } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/sales/receipts/:id',
    summary:
      'A receipt of a sale or a return, by its id or its number: JSON, or by Accept HTML, PDF, application/vnd.escpos',
    guard: tokens.requireStaff('supervisor', ...rolesWith('read-receipts')),
    params: z.strictObject({ id: z.string().max(64) }),
    query: z.strictObject({ language: z.enum(['fr', 'en']).optional() }),
    answers: { 200: receiptAnswer },
    async handle({ params, query, caller, request, response }) {
      const found = await receipt(database, params.id);
      if (!found || (caller.stores && !caller.stores.includes(found.storeId))) throw notFound('receipt');
      const body = receiptAnswer.parse(found);
      if (request.accepts('json', 'html', 'pdf', 'application/vnd.escpos') === 'json')
        return { status: 200, headers: { vary: 'Accept' }, body };
      await answerReceipt(
        request,
        response,
        body,
        await shopOf(body.storeId),
        query.language ?? body.language,
      );
      return streamed;
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/sales/revenue',
    summary: 'Revenue of a business date by store',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: z.strictObject({ date: businessDate }),
    answers: { 200: revenueAnswer },
    async handle({ query, caller }) {
      const seen = (await stores()).filter(
        ({ storeId }) => !caller.stores || caller.stores.includes(storeId),
      );
      return { status: 200, body: await revenueByStore(database, seen, query.date, now()) };
    },
  }),
];
