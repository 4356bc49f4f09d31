/** Where a call goes that says it is training, and the calls that begin and end it. */
import { type RequestHandler, Router } from 'express';
import { handle, sendProblem } from '../http/answers.ts';
import type { Callers } from '../http/callers.ts';
import { isProblem, problem } from '../problem.ts';
import { trainingHeader } from './api.ts';
import type { Trainings } from './trainings.ts';

/** The same for everybody: they change nothing. */
const sharedPaths: ReadonlySet<string> = new Set(['/state', '/weighings']);

export function trainingRoutes(callers: Callers, trainings: Trainings): Router {
  const routes = Router();
  routes.post(
    '/training',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      if (isProblem(caller)) return caller;
      return { status: 201, body: await trainings.begin(caller.terminalId, caller.register) };
    }),
  );
  routes.delete(
    '/training/:trainingId',
    handle(async (request) => {
      const caller = await callers.terminal(request);
      if (isProblem(caller)) return caller;
      await trainings.end(String(request.params.trainingId));
      return { status: 204 };
    }),
  );
  routes.use(intoTraining(trainings));
  return routes;
}

/** No call of a training reaches the store's books. */
function intoTraining(trainings: Trainings): RequestHandler {
  return (request, response, next) => {
    const trainingId = request.get(trainingHeader);
    if (trainingId === undefined || sharedPaths.has(request.path)) return next();
    const router = trainings.routerOf(trainingId);
    if (!router) return sendProblem(response, trainingOver());
    router(request, response, (error?: unknown) => next(error ?? new Error(past(request.path))));
  };
}

const trainingOver = () =>
  problem(409, 'training-over', 'This training is over', 'Begin another, or call without the header.');
/** Its books answer every call, also those that they do not know. */
const past = (path: string): string => `a call of a training went past its books: ${path}`;
