/** The calls of `api.ts`: each handler parses, calls one function, answers. */
import { type Request, Router } from 'express';
import { z } from 'zod';
import { type DeviceName, type DeviceTested, deviceName, labelRequest } from '../api.ts';
import type { Clock } from '../clock.ts';
import type { Counts } from '../counting/counts.ts';
import type { PrintLabels } from '../devices/labels.ts';
import type { Edge } from '../edge.ts';
import { type Answer, bodyAs, handle, ok, queryAs } from '../http/answers.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Register } from '../register.ts';
import type { Replica } from '../replica/replica.ts';
import { settingRequest } from '../settings/api.ts';
import type { Settings } from '../settings/settings.ts';
import type { PublicStaffMember } from '../staff/staff.ts';
import { type LookUpDeps, listStock, stockSheetOf } from '../stock/look-up.ts';
import { AGENT_VERSION } from '../version.ts';
import {
  type CashAnswer,
  type CountablePage,
  commitRequest,
  type DevicesAnswer,
  decisionRequest,
  duplicateRequest,
  openCountRequest,
  type PeopleAnswer,
  type Presence,
  type ServerAnswer,
  type SignedIn,
  salesQuery,
  signInRequest,
  trailQuery,
} from './api.ts';
import { dayOf } from './end-of-day.ts';
import { guardsOf } from './guards.ts';
import { type StockRouteParts, stockRoutes } from './stock-routes.ts';
import { teamOf } from './team.ts';
import type { trailReader } from './trail.ts';
import type { Visitors } from './visitors.ts';

export type BackOfficeParts = StockRouteParts &
  Readonly<{
    edge: Edge;
    visitors: Visitors;
    counts: Counts;
    replica: Replica;
    lookUp: LookUpDeps;
    printLabels: PrintLabels;
    testDevice: (name: DeviceName) => Promise<DeviceTested>;
    registers: () => readonly Register[];
    clock: Clock;
    storeId: string;
    trail: ReturnType<typeof trailReader>;
    settings: Settings;
    journals: () => ServerAnswer['journals'];
    cloudRewound: () => ServerAnswer['cloudRewound'];
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
  const { visitors, counts, lookUp } = parts;
  const routes = Router();
  const guards = guardsOf(visitors);
  const { asVisitor, asManager } = guards;
  routes.use(stockRoutes(guards, parts));
  const countOf = (request: Request) => String(request.params.countId);

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

  routes.get(
    '/cash',
    asManager(() => as(200, cashOf(parts))),
  );
  routes.get(
    '/day',
    asManager(() => as(200, dayOf(parts))),
  );
  routes.get(
    '/devices',
    asVisitor(() => ok(devicesOf(parts))),
  );
  routes.post(
    '/devices/:name/test',
    asManager(async (staffId, request) => {
      const name = deviceName.safeParse(request.params.name);
      if (!name.success) return problem(404, 'unknown-device', 'No such device', 'Name one of the list.');
      if (name.data === 'drawer') parts.edge.noteDrawer(staffId);
      return ok(await parts.testDevice(name.data));
    }),
  );
  routes.get(
    '/sales',
    asManager((_staffId, request) => {
      const query = queryAs(request, salesQuery);
      return isProblem(query) ? query : ok({ sales: parts.edge.sales.search(query.value) });
    }),
  );
  routes.post(
    '/sales/:saleId/prints',
    asManager((_staffId, request) => {
      const body = bodyAs(request, duplicateRequest);
      return isProblem(body) ? body : as(202, printAgain(parts, String(request.params.saleId), body.value));
    }),
  );
  routes.get(
    '/trail',
    asManager((_staffId, request) => {
      const query = queryAs(request, trailQuery);
      return isProblem(query) ? query : ok(parts.trail(query.value));
    }),
  );
  routes.get(
    '/team',
    asManager(() => ok(teamOf({ replica: parts.replica, staff: parts.edge.staff }))),
  );
  routes.post(
    '/team/:staffId/unlock',
    asManager((managerId, request) => {
      parts.edge.unlock(managerId, String(request.params.staffId));
      return { status: 204 };
    }),
  );
  routes.get(
    '/settings',
    asManager(() => ok(parts.settings.now())),
  );
  routes.put(
    '/settings/:name',
    asVisitor(({ member }, request) => {
      const body = bodyAs(request, settingRequest);
      return isProblem(body)
        ? body
        : as(200, parts.settings.set(member, String(request.params.name), body.value.value));
    }),
  );
  routes.get(
    '/server',
    asManager(() => as(200, serverOf(parts))),
  );
  routes.get(
    '/counts',
    asVisitor(() => ok({ counts: counts.list() })),
  );
  routes.post(
    '/counts',
    asManager((staffId, request) => {
      const body = bodyAs(request, openCountRequest);
      return isProblem(body) ? body : as(201, counts.open(staffId, body.value));
    }),
  );
  routes.get(
    '/counts/:countId/compare',
    asManager((_staffId, request) => as(200, counts.compare(countOf(request)))),
  );
  routes.get(
    '/counts/:countId/variance',
    asManager((_staffId, request) => as(200, counts.variance(countOf(request)))),
  );
  routes.post(
    '/counts/:countId/decisions',
    asManager((staffId, request) => {
      const body = bodyAs(request, decisionRequest);
      return isProblem(body)
        ? body
        : (counts.decide(staffId, countOf(request), body.value) ?? { status: 204 });
    }),
  );
  routes.post(
    '/counts/:countId/commit',
    asManager((staffId, request) => {
      const body = bodyAs(request, commitRequest);
      return isProblem(body) ? body : as(200, counts.commit(staffId, countOf(request), body.value));
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

const as = (status: number, result: object): Answer | Problem =>
  isProblem(result) ? result : { status, body: result };

const devicesOf = ({ edge }: BackOfficeParts): DevicesAnswer => {
  const { devices, devicesRegister } = edge.state();
  return { states: devices, devicesRegister };
};

/** By the register that the printer stands at. */
function printAgain(
  { edge, registers }: BackOfficeParts,
  saleId: string,
  asked: z.infer<typeof duplicateRequest>,
): object {
  const { devicesRegister } = edge.state();
  const register = registers().find(({ number }) => number === devicesRegister);
  return register ? edge.print(register, { ...asked, saleId, gift: false }) : notReady();
}

const zArchiveMax = 100;
/** A year and its months. */
const closingsMax = 400;

const cashOf = ({ edge, replica }: BackOfficeParts): CashAnswer => ({
  shifts: edge.shifts.archive(zArchiveMax),
  closings: edge.closings.archive(closingsMax),
  doubleReturns: replica.doubleReturns(),
});

const notReady = (): Problem =>
  problem(503, 'not-ready', 'The store’s configuration has not come yet', 'Try again in a moment.');

function serverOf({ edge, cloudRewound, journals }: BackOfficeParts): ServerAnswer {
  const { link, linkSince, refusedBecause, unsentSales, unsentRecords, clockSkewMs } = edge.state();
  return {
    version: AGENT_VERSION,
    link,
    linkSince,
    refusedBecause,
    unsentSales,
    unsentRecords,
    clockSkewMs,
    cloudRewound: cloudRewound(),
    journals: journals(),
  };
}
