/** The calls of `api.ts` that concern devices: weighing, and a test of each. */
import { Router } from 'express';
import { type Answer, handle, ok } from '../http/answers.ts';
import type { Callers, CashierCaller } from '../http/callers.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import { type DeviceName, type DeviceTested, deviceName } from './api.ts';
import type { ScaleDesk } from './scale-desk.ts';

type DeviceRouteParts = Readonly<{
  scaleDesk: ScaleDesk;
  test: (name: DeviceName) => Promise<DeviceTested>;
  devicesRegister: string;
  /** Before the drawer opens: nobody opens it unnoticed. */
  noteDrawer: (staffId: string) => void;
}>;

export function deviceRoutes(
  callers: Callers,
  { scaleDesk, test, devicesRegister, noteDrawer }: DeviceRouteParts,
): Router {
  const routes = Router();
  routes.post(
    '/weighings',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      if (isProblem(caller)) return caller;
      const weighed = isServed(caller, devicesRegister) ? await scaleDesk.weigh() : noScale(devicesRegister);
      return isProblem(weighed) ? weighed : { status: 201, body: weighed };
    }),
  );
  routes.post(
    '/devices/:name/test',
    handle(async (request): Promise<Answer | Problem> => {
      const caller = await callers.cashier(request);
      if (isProblem(caller)) return caller;
      const name = deviceName.safeParse(request.params.name);
      if (!name.success) return problem(404, 'unknown-device', 'No such device', 'Name one of the state.');
      // The printer prints for all registers; the rest stands at one.
      if (name.data !== 'printer' && !isServed(caller, devicesRegister)) return noDevice(devicesRegister);
      if (name.data === 'drawer') noteDrawer(caller.actor.staffId);
      return ok(await test(name.data));
    }),
  );
  return routes;
}

const isServed = ({ register }: CashierCaller, served: string): boolean => register.number === served;

const noScale = (served: string): Problem =>
  problem(409, 'no-scale', 'No scale here', `The scale serves register ${served}.`);

const noDevice = (served: string): Problem =>
  problem(409, 'no-device', 'No such device here', `It serves register ${served}: test it there.`);
