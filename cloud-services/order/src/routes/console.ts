/** What staff do about an order beside moving and refunding it: look through it, tell again, write down, mend what is stuck. */
import {
  mutation,
  notFound,
  problem,
  type Route,
  route,
  type StaffCaller,
  type Tx,
} from '@comptoir/service-kit';
import { rolesWith } from '@comptoir/service-kit/auth/roles';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import { z } from 'zod';
import { decideReview } from '../aftercare/review.ts';
import {
  consoleDone,
  giveUpRequest,
  noteRequest,
  orderView,
  resendRequest,
  retryRequest,
  reviewRequest,
  settleRequest,
  stuckList,
  timeline,
} from '../api.ts';
import { giveUp } from '../checkout/give-up.ts';
import type { Worker } from '../checkout/worker.ts';
import { tellAgain } from '../letters/tell.ts';
import { newId, type OrderParts } from '../parts.ts';
import { type NoteKind, writeNote } from '../store/notes.ts';
import { findOrder, lockOrder } from '../store/orders.ts';
import { retryOwed, settleOwed } from '../store/owed.ts';
import { makeDue, stuckSagas } from '../store/sagas.ts';
import { orderViewOf, timelineOf } from '../views.ts';
import { checkVersion, lockedOrder, nameOf, noting, readable } from './access.ts';

const byId = z.strictObject({ id: z.uuid() });
/** More is an outage, and is seen by its metric. */
const stuckMax = 200;

export function consoleRoutes(parts: OrderParts, worker: Worker, tokens: Tokens): Route[] {
  const { database } = parts;
  const staff = tokens.requireStaff(...rolesWith('change-orders'));
  const headOffice = tokens.requireStaff('head-office');
  const noted = async (tx: Tx, id: string, caller: StaffCaller, kind: NoteKind, text: string) => {
    const at = await writeNote(tx, id, { kind, text, by: nameOf(caller) });
    return { status: 201 as const, body: { at: at.toISOString() } };
  };

  return [
    route({
      method: 'get',
      path: '/api/v1/orders/stuck',
      summary: 'Checkouts that go nowhere, and what is owed outside that could not be done',
      guard: headOffice,
      answers: { 200: stuckList },
      async handle() {
        const rows = await stuckSagas(database, stuckMax);
        const items = rows.map((row) => ({
          ...row,
          since: row.since.toISOString(),
          nextAt: row.nextAt?.toISOString() ?? null,
        }));
        return { status: 200, body: { items } };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/orders/:id/timeline',
      summary: 'All that was done about an order, and is still to be done: its checkout’s steps too',
      guard: noting(database, tokens.requireStaff(...rolesWith('read-orders'))),
      params: byId,
      answers: { 200: timeline },
      async handle({ params, caller }) {
        const order = readable(await findOrder(database, params.id), caller);
        return { status: 200, body: await timelineOf(database, order) };
      },
    }),
    mutation(database, {
      method: 'post',
      path: '/api/v1/orders/:id/notes',
      summary: 'Write something down about an order, for colleagues',
      guard: staff,
      params: byId,
      body: noteRequest,
      answers: { 201: consoleDone },
      async handle({ params, body, caller }, tx) {
        readable(await findOrder(tx, params.id), caller);
        return noted(tx, params.id, caller, 'note', body.text);
      },
    }),
    mutation(database, {
      method: 'put',
      path: '/api/v1/orders/:id/review',
      summary: 'Say whether an order that is held for a look may go on; needs If-Match',
      guard: staff,
      params: byId,
      body: reviewRequest,
      answers: { 200: orderView },
      async handle({ params, body, caller, request, correlationId }, tx) {
        const order = await lockedOrder(tx, params.id, caller);
        checkVersion(request, order);
        const decided = await decideReview(tx, parts, order, body, { by: nameOf(caller), correlationId });
        const view = await orderViewOf(tx, decided, caller.kind, parts.timeZone);
        return { status: 200, headers: { etag: `"${decided.version}"` }, body: view };
      },
      committed: () => worker.wake(),
    }),
    mutation(database, {
      method: 'post',
      path: '/api/v1/orders/:id/letters',
      summary: 'Send the mail again that tells how the order stands',
      guard: staff,
      idempotency: 'required',
      params: byId,
      body: resendRequest,
      answers: { 201: consoleDone },
      async handle({ params, caller }, tx) {
        const order = readable(await lockOrder(tx, params.id), caller);
        if (order.status === 'pending' || !order.contact)
          throw problem(
            409,
            'nobody-to-tell',
            'There is nobody to write to',
            'It is not paid, or its person was erased.',
          );
        await tellAgain(tx, parts, order, newId());
        return noted(tx, order.id, caller, 'resent', order.status);
      },
    }),
    mutation(database, {
      method: 'post',
      path: '/api/v1/orders/:id/stuck/retry',
      summary: 'Try again at once what is stuck: a checkout, or one thing that is owed',
      guard: headOffice,
      params: byId,
      body: retryRequest,
      answers: { 201: consoleDone },
      async handle({ params, body, caller }, tx) {
        readable(await findOrder(tx, params.id), caller);
        if (body.owedId !== undefined && !(await retryOwed(tx, params.id, body.owedId)))
          throw notFound('debt');
        await makeDue(tx, params.id);
        return noted(tx, params.id, caller, 'retried', body.owedId ?? 'checkout');
      },
      committed: () => worker.wake(),
    }),
    mutation(database, {
      method: 'post',
      path: '/api/v1/orders/:id/stuck/settle',
      summary: 'Say that something owed was done by hand, or is no longer wanted',
      guard: headOffice,
      params: byId,
      body: settleRequest,
      answers: { 201: consoleDone },
      async handle({ params, body, caller }, tx) {
        readable(await findOrder(tx, params.id), caller);
        const kind = await settleOwed(tx, params.id, body.owedId, body.reason);
        if (kind === undefined) throw notFound('debt');
        return noted(tx, params.id, caller, 'settled', `${kind}: ${body.reason}`);
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/orders/:id/stuck/compensate',
      summary: 'Give up a checkout that goes nowhere: whatever it did is undone',
      guard: headOffice,
      params: byId,
      body: giveUpRequest,
      answers: { 201: consoleDone },
      async handle({ params, body, caller }) {
        readable(await findOrder(database, params.id), caller);
        await giveUp(parts, params.id);
        worker.wake();
        return database.transaction((tx) => noted(tx, params.id, caller, 'given-up', body.reason));
      },
    }),
  ];
}
