/** `/api/v1/sales/transactions|returns`: applications with an API key, and head office. */
import { type Database, mutation, type Route, type Tokens } from '@comptoir/service-kit';
import { applicationOrStaff } from '@comptoir/service-kit/auth/applications';
import { returnAnswer, returnRequest, transactionAnswer, transactionRequest } from './api.ts';
import type { LegacyParts } from './parts.ts';
import { recordReturn } from './record-return.ts';
import { recordTransaction } from './record-transaction.ts';

type Parts = Readonly<{
  database: Database;
  tokens: Tokens;
  gatewayKey: string | undefined;
  now: () => Date;
  legacy: LegacyParts;
  /** After the commit; not for what was told before. */
  onRecorded: (kind: 'sale' | 'return', id: string) => void;
}>;

export function legacyRoutes({ database, tokens, gatewayKey, now, legacy, onRecorded }: Parts): Route[] {
  const guard = applicationOrStaff(gatewayKey, tokens, 'head-office');
  return [
    mutation(database, {
      method: 'post',
      path: '/api/v1/sales/transactions',
      summary: 'A sale of a point of sale of another make',
      guard,
      idempotency: 'required',
      body: transactionRequest,
      answers: { 201: transactionAnswer },
      handle: async ({ body }, tx) => ({
        status: 201,
        body: await recordTransaction(legacy, tx, body, now()),
      }),
      committed: ({ body }) => onRecorded('sale', body.id),
    }),
    mutation(database, {
      method: 'post',
      path: '/api/v1/sales/returns',
      summary: 'Goods that came back, of a sale that is known here',
      guard,
      idempotency: 'required',
      body: returnRequest,
      answers: { 201: returnAnswer },
      handle: async ({ body }, tx) => ({ status: 201, body: await recordReturn(legacy, tx, body, now()) }),
      committed: ({ body }) => onRecorded('return', body.id),
    }),
  ];
}
