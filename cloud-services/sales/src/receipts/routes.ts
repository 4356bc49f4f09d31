/** `/api/v1/sales/history|receipts|revenue`. */

import { amountMinor, businessDate, decimalString } from '@comptoir/pricing/contract';
import {
  type Database,
  decodeCursor,
  listQuery,
  notFound,
  pageOf,
  type Route,
  route,
  type Tokens,
} from '@comptoir/service-kit';
import { tender } from '@comptoir/sync-protocol/records/kinds';
import { z } from 'zod';
import { revenueByStore as revenueAnswer, saleSummary, salesHistory } from '../api.ts';
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
  kind: z.enum(['sale']).optional(),
});
const place = z.object({ completedAt: z.iso.datetime(), saleId: z.uuid() });

const receiptAnswer = saleSummary
  .omit({ tenders: true })
  .extend({
    language: z.enum(['fr', 'en']),
    customerId: z.string().nullable(),
    subtotalMinor: amountMinor,
    discountMinor: amountMinor,
    cashRoundingMinor: amountMinor,
    lines: z.array(
      z.object({
        productId: z.string(),
        sku: z.string(),
        gtin: z.string().nullable(),
        name: z.object({ fr: z.string(), en: z.string() }),
        quantity: decimalString,
        unitPriceMinor: amountMinor,
        discountMinor: amountMinor,
        amountMinor,
      }),
    ),
    tenders: z.array(tender),
    taxes: z.array(z.object({ code: z.string(), rate: decimalString, baseMinor: amountMinor, amountMinor })),
  })
  .meta({ id: 'Receipt' });

export type ReceiptsParts = Readonly<{
  database: Database;
  tokens: Tokens;
  now: () => Date;
  stores: () => Promise<StoreName[]>;
}>;

export const receiptsRoutes = ({ database, tokens, now, stores }: ReceiptsParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/sales/history',
    summary: 'Sales, newest first',
    guard: tokens.requireStaff('manager', 'head-office'),
    query: historyQuery,
    answers: { 200: salesHistory },
    async handle({ query, caller }) {
      const filter = { ...query, storeIds: caller.stores };
      const rows = await history(database, filter, decodeCursor(place, query.cursor), query.limit + 1);
      return {
        status: 200,
        body: pageOf(rows, query.limit, ({ completedAt, saleId }) => ({ completedAt, saleId })),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/sales/receipts/:id',
    summary: 'A receipt, by the sale’s id or by its number',
    guard: tokens.requireStaff('supervisor', 'manager', 'head-office'),
    params: z.strictObject({ id: z.string().max(64) }),
    query: z.strictObject({ language: z.enum(['fr', 'en']).optional() }),
    answers: { 200: receiptAnswer },
    async handle({ params, caller }) {
      const found = await receipt(database, params.id);
      if (!found || (caller.stores && !caller.stores.includes(found.storeId))) throw notFound('receipt');
      return { status: 200, body: receiptAnswer.parse(found) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/sales/revenue',
    summary: 'Revenue of a business date by store',
    guard: tokens.requireStaff('manager', 'head-office'),
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
