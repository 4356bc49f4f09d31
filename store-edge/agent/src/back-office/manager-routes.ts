/** What a manager looks after beside the stock: cash, the day, devices, sales, people, the record, rules and the server. */
import { Router } from 'express';
import type { z } from 'zod';
import { type DeviceName, type DeviceTested, deviceName } from '../api.ts';
import type { Clock } from '../clock.ts';
import type { ClockWatch } from '../clock-watch/clock-watch.ts';
import type { Edge } from '../edge.ts';
import { as, bodyAs, ok, queryAs } from '../http/answers.ts';
import { isProblem, notReady, problem } from '../problem.ts';
import type { Register } from '../register.ts';
import type { Replica } from '../replica/replica.ts';
import { settingRequest } from '../settings/api.ts';
import type { Settings } from '../settings/settings.ts';
import type { SecretsDesk } from '../staff/secrets-desk.ts';
import { AGENT_VERSION } from '../version.ts';
import {
  type CashAnswer,
  type DevicesAnswer,
  duplicateRequest,
  pinRequest,
  type ServerAnswer,
  salesQuery,
  trailQuery,
} from './api.ts';
import { dayOf } from './end-of-day.ts';
import type { Guards } from './guards.ts';
import { teamOf } from './team.ts';
import type { trailReader } from './trail.ts';

export type ManagerParts = Readonly<{
  edge: Edge;
  replica: Replica;
  clock: Clock;
  testDevice: (name: DeviceName) => Promise<DeviceTested>;
  registers: () => readonly Register[];
  trail: ReturnType<typeof trailReader>;
  settings: Settings;
  secrets: SecretsDesk;
  /** And has it printed. */
  giveBadge: SecretsDesk['giveBadge'];
  journals: () => ServerAnswer['journals'];
  cloudRewound: () => ServerAnswer['cloudRewound'];
  clockWatch: Pick<ClockWatch, 'settle'>;
}>;

export function managerRoutes({ asVisitor, asManager }: Guards, parts: ManagerParts): Router {
  const routes = Router();
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
  routes.post(
    '/team/:staffId/pin',
    asManager(async (managerId, request) => {
      const body = bodyAs(request, pinRequest);
      if (isProblem(body)) return body;
      const refused = await parts.secrets.setPin(managerId, String(request.params.staffId), body.value.pin);
      return refused ?? { status: 204 };
    }),
  );
  routes.post(
    '/team/:staffId/badge',
    asManager((managerId, request) => {
      const given = parts.giveBadge(managerId, String(request.params.staffId));
      return isProblem(given) ? given : { status: 204 };
    }),
  );
  routes.delete(
    '/team/:staffId/badge',
    asManager(
      (managerId, request) =>
        parts.secrets.takeBadge(managerId, String(request.params.staffId)) ?? { status: 204 },
    ),
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
  routes.post(
    '/clock/settle',
    asManager((managerId) => {
      parts.clockWatch.settle('manager', managerId);
      return { status: 204 };
    }),
  );
  return routes;
}

const devicesOf = ({ edge }: ManagerParts): DevicesAnswer => {
  const { devices, devicesRegister } = edge.state();
  return { states: devices, devicesRegister };
};

/** By the register that the printer stands at. */
function printAgain(
  { edge, registers }: ManagerParts,
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

const cashOf = ({ edge, replica }: ManagerParts): CashAnswer => ({
  shifts: edge.shifts.archive(zArchiveMax),
  closings: edge.closings.archive(closingsMax),
  doubleReturns: replica.doubleReturns(),
});

function serverOf({ edge, cloudRewound, journals }: ManagerParts): ServerAnswer {
  const { link, linkSince, refusedBecause, unsentSales, unsentRecords, clockSkewMs, clockSuspect } =
    edge.state();
  return {
    version: AGENT_VERSION,
    link,
    linkSince,
    refusedBecause,
    unsentSales,
    unsentRecords,
    clockSkewMs,
    clockSuspect,
    cloudRewound: cloudRewound(),
    journals: journals(),
  };
}
