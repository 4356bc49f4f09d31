/** Gift cards and store credit: for stores while a customer waits, and for head office. */
import {
  type Database,
  type DeviceCaller,
  type Guard,
  listQuery,
  mutation,
  notFound,
  type Route,
  rolesWith,
  route,
  type Tokens,
} from '@comptoir/service-kit';
import { findValueRequest, spendValueRequest, valueFound } from '@comptoir/sync-protocol/wire/values';
import { z } from 'zod';
import { blockValueRequest, type ValueSummary, valueHistory, valueList, valueSummary } from './api.ts';
import { releaseSpend, spendValue, unknownValue } from './spend.ts';
import {
  type CardRow,
  cardByHash,
  cardById,
  cardTold,
  entriesOf,
  listCards,
  setBlocked,
  tellCards,
} from './store/rows.ts';

type ValueParts = Readonly<{
  database: Database;
  device: Guard<DeviceCaller>;
  tokens: Tokens;
  now: () => Date;
}>;
const bySpend = z.object({ spendId: z.uuid() });
const byId = z.strictObject({ id: z.uuid() });

export const valueRoutes = ({ database, device, tokens, now }: ValueParts): Route[] => [
  route({
    method: 'post',
    path: '/api/v1/sync/values/find',
    summary: 'What a gift card or a credit holds, for any store of the chain',
    guard: device,
    body: findValueRequest,
    answers: { 200: valueFound },
    async handle({ body }) {
      const card = await cardByHash(database, body.codeHash);
      if (!card) throw unknownValue();
      return { status: 200, body: cardTold(card) };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/sync/values/spends/:spendId',
    summary: 'Take an amount off a gift card or a credit, once',
    guard: device,
    params: bySpend,
    body: spendValueRequest,
    answers: { 200: valueFound },
    async handle({ params, body, caller }) {
      const spending = { spendId: params.spendId, storeId: caller.store, now: now() };
      const card = await database.transaction((tx) => spendValue(tx, body, spending));
      return { status: 200, body: cardTold(card) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/sync/values/spends/:spendId/release',
    summary: 'Let go of what was taken off for a sale that is not made',
    guard: device,
    params: bySpend,
    body: findValueRequest,
    answers: { 200: valueFound },
    async handle({ params, body, caller }) {
      const spending = { spendId: params.spendId, storeId: caller.store, now: now() };
      const card = await database.transaction((tx) => releaseSpend(tx, body.codeHash, spending));
      return { status: 200, body: cardTold(card) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/sales/values',
    summary: 'Gift cards and store credits, newest first',
    guard: tokens.requireStaff(...rolesWith('read-receipts')),
    query: z.strictObject({
      last4: z.string().toUpperCase().length(4).optional(),
      cursor: z.uuid().optional(),
      limit: listQuery.limit,
    }),
    answers: { 200: valueList },
    async handle({ query: { last4, cursor, limit } }) {
      const rows = await listCards(database, { last4, before: cursor, limit: limit + 1 });
      const items = rows.slice(0, limit).map(summaryOf);
      return {
        status: 200,
        body: { items, nextCursor: rows.length > limit ? (items.at(-1)?.valueId ?? null) : null },
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/sales/values/:id',
    summary: 'A gift card or a credit with its history',
    guard: tokens.requireStaff(...rolesWith('read-receipts')),
    params: byId,
    answers: { 200: valueHistory },
    async handle({ params }) {
      const card = await cardById(database.alone, params.id);
      if (!card) throw notFound('gift card or credit');
      const entries = (await entriesOf(database, params.id)).map((entry) => ({
        ...{ entryId: entry.entry_id, kind: entry.kind, state: entry.state, storeId: entry.store_id },
        amount: { amountMinor: Number(entry.amount_minor), currency: card.currency },
        ...{ authorisedBy: entry.authorised_by, receiptNumber: entry.receipt_number },
        at: entry.at.toISOString(),
      }));
      return { status: 200, body: { ...summaryOf(card), entries } };
    },
  }),
  mutation(database, {
    method: 'put',
    path: '/api/v1/sales/values/:id/blocked',
    summary: 'Block a gift card or a credit, or let it be spent again',
    guard: tokens.requireStaff('head-office'),
    params: byId,
    body: blockValueRequest,
    answers: { 200: valueSummary },
    async handle({ params, body }, tx) {
      const card = await setBlocked(tx, params.id, body.isBlocked);
      if (!card) throw notFound('gift card or credit');
      await tellCards(tx, [params.id]);
      return { status: 200, body: summaryOf(card) };
    },
  }),
];

const summaryOf = (row: CardRow): ValueSummary => ({
  ...{ valueId: row.value_id, kind: row.kind, last4: row.last4, storeId: row.store_id },
  ...{ issuedAt: row.issued_at.toISOString(), isBlocked: row.is_blocked },
  balance: { amountMinor: Number(row.balance_minor), currency: row.currency },
});
