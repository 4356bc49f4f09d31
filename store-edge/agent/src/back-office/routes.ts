/** The calls of `api.ts`: each handler parses, calls one function, answers. */
import { Router } from 'express';
import { z } from 'zod';
import { labelRequest } from '../api.ts';
import type { PrintLabels } from '../devices/labels.ts';
import { as, bodyAs, handle, ok, queryAs } from '../http/answers.ts';
import { isProblem, notReady, type Problem } from '../problem.ts';
import type { PublicStaffMember } from '../staff/staff.ts';
import { type LookUpDeps, listStock, stockSheetOf } from '../stock/look-up.ts';
import { type CountablePage, type PeopleAnswer, type Presence, type SignedIn, signInRequest } from './api.ts';
import { type CountParts, countRoutes } from './count-routes.ts';
import { guardsOf } from './guards.ts';
import { type ManagerParts, managerRoutes } from './manager-routes.ts';
import { type StockRouteParts, stockRoutes } from './stock-routes.ts';
import type { Visitors } from './visitors.ts';

export type BackOfficeParts = StockRouteParts &
  ManagerParts &
  CountParts &
  Readonly<{
    visitors: Visitors;
    lookUp: LookUpDeps;
    printLabels: PrintLabels;
    storeId: string;
    /** Where this store counts now. */
    database: () => string;
  }>;

const limitOf = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);
const stockQuery = z.object({ search: z.string().max(200).default(''), limit: limitOf(200, 60) });
const catalogueQuery = z.object({
  afterEpoch: z.string().default(''),
  afterPos: z.coerce.number().int().nonnegative().default(0),
  limit: limitOf(2_000, 1_000),
});

export function backOfficeRoutes(parts: BackOfficeParts): Router {
  const { visitors, lookUp } = parts;
  const routes = Router();
  const guards = guardsOf(visitors);
  const { asVisitor } = guards;
  routes.use(stockRoutes(guards, parts));
  routes.use(countRoutes(guards, parts));
  routes.use(managerRoutes(guards, parts));

  routes.get(
    '/people',
    handle(() => as(200, peopleOf(parts))),
  );
  routes.post(
    '/sessions',
    handle(async (request) => {
      const body = bodyAs(request, signInRequest);
      return isProblem(body) ? body : as(201, await signIn(parts, body.value));
    }),
  );
  routes.get(
    '/sessions/current',
    asVisitor(({ member }) => as(200, presenceOf(parts, member))),
  );
  routes.delete(
    '/sessions/current',
    asVisitor(({ session }) => {
      visitors.signOut(session);
      return { status: 204 };
    }),
  );

  routes.get(
    '/stock',
    asVisitor((_visitor, request) => {
      const query = queryAs(request, stockQuery);
      return isProblem(query) ? query : ok(listStock(lookUp, query.value.search, query.value.limit));
    }),
  );
  routes.get(
    '/stock/:productId',
    asVisitor((_visitor, request) => as(200, stockSheetOf(lookUp, String(request.params.productId)))),
  );
  routes.post(
    '/labels',
    asVisitor(async (_visitor, request) => {
      const body = bodyAs(request, labelRequest);
      return isProblem(body) ? body : as(201, await parts.printLabels(body.value));
    }),
  );
  routes.get(
    '/catalogue',
    asVisitor((_visitor, request) => {
      const query = queryAs(request, catalogueQuery);
      return isProblem(query) ? query : ok(countablePage(parts, query.value));
    }),
  );

  return routes;
}

function peopleOf({ replica, storeId }: BackOfficeParts): PeopleAnswer | Problem {
  const store = replica.store(storeId);
  if (!store) return notReady();
  const people = replica.staff().map(({ id, displayName }) => ({ id, displayName }));
  return { storeName: store.name, people };
}

async function signIn(
  parts: BackOfficeParts,
  { staffId, pin }: z.infer<typeof signInRequest>,
): Promise<SignedIn | Problem> {
  const signed = await parts.visitors.signIn(staffId, pin);
  if (isProblem(signed)) return signed;
  const presence = presenceOf(parts, signed.staff);
  return isProblem(presence) ? presence : { ...presence, session: signed.session };
}

function presenceOf(
  { replica, storeId, database, clock }: BackOfficeParts,
  staff: PublicStaffMember,
): Presence | Problem {
  const store = replica.store(storeId);
  if (!store) return notReady();
  const { id, code, name, timeZone } = store;
  return { staff, store: { id, code, name, timeZone }, database: database(), now: clock.now().toISOString() };
}

function countablePage(
  { edge, replica }: BackOfficeParts,
  query: z.infer<typeof catalogueQuery>,
): CountablePage {
  const { documents, checkpoint, caughtUp } = edge.catalogue(query);
  return {
    products: documents.map(({ id, sku, gtins, name, pricing, deleted }) => ({
      id,
      sku,
      gtins,
      name,
      soldBy: pricing.soldBy,
      deleted,
    })),
    checkpoint,
    total: replica.productCount(),
    caughtUp,
  };
}
