/** `/edge/v1/release`: what runs here, what waits, and to take it now rather than at a quiet moment. */
import { Router } from 'express';
import { answer, handle, ok } from '../http/answers.ts';
import type { Callers } from '../http/callers.ts';
import { AGENT_VERSION } from '../version.ts';

export type Upgrade = {
  /** Lies ready; null when there is none. */
  waiting: string | null;
  asked: boolean;
};

export function releaseRoutes(callers: Callers, upgrade: Upgrade): Router {
  const routes = Router();
  routes.get(
    '/edge/v1/release',
    handle(() => ok({ running: AGENT_VERSION, waiting: upgrade.waiting })),
  );
  routes.post('/edge/v1/release/take', async (request, response) => {
    const refused = await callers.mayPair(request);
    if (refused) return answer(response, refused);
    upgrade.asked = true;
    answer(response, { status: 202, body: { running: AGENT_VERSION, waiting: upgrade.waiting } });
  });
  return routes;
}
