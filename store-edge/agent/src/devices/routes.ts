/** The calls of `api.ts` that concern devices. */
import { Router } from 'express';
import { handle } from '../http/answers.ts';
import type { Callers } from '../http/callers.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Register } from '../register.ts';
import type { ScaleDesk } from './scale-desk.ts';

type DeviceRouteParts = Readonly<{ scaleDesk: ScaleDesk; devicesRegister: string }>;

export function deviceRoutes(callers: Callers, { scaleDesk, devicesRegister }: DeviceRouteParts): Router {
  const routes = Router();
  routes.post(
    '/weighings',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      if (isProblem(caller)) return caller;
      const weighed = notServed(caller.register, devicesRegister) ?? (await scaleDesk.weigh());
      return isProblem(weighed) ? weighed : { status: 201, body: weighed };
    }),
  );
  return routes;
}

const notServed = (register: Register, served: string): Problem | undefined =>
  register.number === served
    ? undefined
    : problem(409, 'no-scale', 'No scale here', `The scale serves register ${served}.`);
