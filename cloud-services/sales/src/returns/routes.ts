/** A receipt for the store to which its goods come back, and what came back twice. */
import {
  type Database,
  type DeviceCaller,
  type Guard,
  listQuery,
  problem,
  type Route,
  rolesWith,
  route,
  type Tokens,
} from '@comptoir/service-kit';
import { receiptOfSale } from '@comptoir/sync-protocol/wire/receipts';
import { z } from 'zod';
import { doubleReturnList } from '../api.ts';
import { listOrderDoubles } from './order-doubles.ts';
import { returnsOfSale } from './store/rows.ts';
import { listDoubles } from './tell-doubles.ts';

type ReturnsParts = Readonly<{
  database: Database;
  device: Guard<DeviceCaller>;
  tokens: Tokens;
  /** The body of a sale's record, by the receipt's number. */
  saleByNumber: (receiptNumber: string) => Promise<{ saleId: string; bodyText: string } | undefined>;
}>;

export const returnsRoutes = ({ database, device, tokens, saleByNumber }: ReturnsParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/sync/receipts/:number',
    summary: 'What a receipt sold and what came back of it, for any store of the chain',
    guard: device,
    params: z.object({ number: z.string().max(40) }),
    answers: { 200: receiptOfSale },
    async handle({ params }) {
      const receiptNumber = params.number.toUpperCase();
      const sale = await saleByNumber(receiptNumber);
      if (!sale)
        throw problem(404, 'unknown-receipt', 'No such receipt', 'It may not have reached head office yet.');
      const returns = (await returnsOfSale(database, sale.saleId)).map(({ return_id, ...row }) => ({
        returnId: return_id,
        ...row,
      }));
      const body = receiptOfSale.parse({ receiptNumber, sale: JSON.parse(sale.bodyText), returns });
      return { status: 200, body };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/sales/double-returns',
    summary: 'Lines of which more came back than was sold, newest first',
    guard: tokens.requireStaff(...rolesWith('read-receipts')),
    query: z.strictObject({ limit: listQuery.limit }),
    answers: { 200: doubleReturnList },
    async handle({ query, caller }) {
      const lists = [
        await listDoubles(database, caller.stores, query.limit),
        await listOrderDoubles(database, caller.stores, query.limit),
      ];
      const items = lists.flat().sort((a, b) => b.noticedAt.localeCompare(a.noticedAt));
      return { status: 200, body: { items: items.slice(0, query.limit) } };
    },
  }),
];
