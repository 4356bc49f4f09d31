/** Public paths are for head office; their `/internal` twins are for Cart and Order, and never pass the gateway. */
import {
  alone,
  type Kit,
  mutation,
  Problem,
  type Route,
  route,
  type ServiceEnvironment,
} from '@comptoir/service-kit';
import { z } from 'zod';
import { commit, endPart, prolong, readReservation, release } from './after.ts';
import {
  commitRequest,
  holdAnswer,
  holdRequest,
  prolongRequest,
  releaseRequest,
  reservationAnswer,
  reserveAnswer,
  reserveRequest,
} from './api.ts';
import { keepHold } from './cart-hold.ts';
import { reserve, reserveTogether } from './reserve.ts';

const byId = z.strictObject({ id: z.uuid() });

export function reservationRoutes({ database, tokens }: Kit<ServiceEnvironment>): Route[] {
  const staff = { guard: tokens.requireStaff('head-office') };
  return [...under('/api/v1/inventory', staff), ...under('/internal/inventory', {}), cartHold()];

  function cartHold(): Route {
    return mutation(database, {
      method: 'put',
      path: '/internal/inventory/carts/:id/hold',
      summary: 'Holds for a cart what it wants, as far as it is free, in place of what was held for it',
      params: byId,
      body: holdRequest,
      answers: { 200: holdAnswer },
      handle: async ({ params, body }, tx) => ({ status: 200, body: await keepHold(tx, params.id, body) }),
    });
  }

  function under(base: string, guarded: { guard?: typeof staff.guard }): Route[] {
    return [
      mutation(database, {
        ...guarded,
        method: 'post',
        path: `${base}/reserve`,
        summary: 'Holds stock for a buyer: all lines, or none',
        idempotency: 'required',
        body: reserveRequest,
        answers: { 201: reserveAnswer },
        handle: async ({ body }, tx) => ({ status: 201, body: await reserve(tx, body) }),
        handleAll: async (inputs, tx) => {
          const outcomes = await reserveTogether(
            tx,
            inputs.map(({ body }) => body),
          );
          return outcomes.map((one) =>
            one === alone || one instanceof Problem ? one : { status: 201, body: one },
          );
        },
      }),
      route({
        ...guarded,
        method: 'get',
        path: `${base}/reservations/:id`,
        summary: 'A reservation and its state',
        params: byId,
        answers: { 200: reservationAnswer },
        handle: async ({ params }) => ({
          status: 200,
          body: await database.transaction((tx) => readReservation(tx, params.id)),
        }),
      }),
      mutation(database, {
        ...guarded,
        method: 'post',
        path: `${base}/reservations/:id/prolong`,
        summary: 'Holds it longer',
        params: byId,
        body: prolongRequest,
        answers: { 200: reservationAnswer },
        handle: async ({ params, body }, tx) => ({ status: 200, body: await prolong(tx, params.id, body) }),
      }),
      mutation(database, {
        ...guarded,
        method: 'post',
        path: `${base}/reservations/:id/release`,
        summary: 'Frees what is held, everywhere or at one place',
        params: byId,
        body: releaseRequest,
        answers: { 200: reservationAnswer },
        async handle({ params: { id }, body: { locationId } = {} }, tx) {
          if (locationId === undefined) return { status: 200, body: await release(tx, id) };
          return { status: 200, body: await endPart(tx, id, { locationId }, 'released', new Date()) };
        },
      }),
      mutation(database, {
        ...guarded,
        method: 'post',
        path: `${base}/reservations/:id/commit`,
        summary: 'Turns what is held into movements, everywhere or at one place',
        params: byId,
        body: commitRequest,
        answers: { 200: reservationAnswer },
        async handle({ params: { id }, body: { locationId, lines } = {} }, tx) {
          const now = new Date();
          if (locationId === undefined) return { status: 200, body: await commit(tx, id, now) };
          return { status: 200, body: await endPart(tx, id, { locationId, lines }, 'committed', now) };
        },
      }),
    ];
  }
}
