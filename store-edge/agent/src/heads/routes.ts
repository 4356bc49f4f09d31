/** What tills witness of our journal. */
import { headText } from '@comptoir/sync-protocol/records/head';
import type { SignedHead } from '@comptoir/sync-protocol/wire/calls';
import { Router } from 'express';
import { bodyAs, handle, ok } from '../http/answers.ts';
import type { Callers } from '../http/callers.ts';
import { isProblem } from '../problem.ts';
import { type WitnessAnswer, witnessRequest } from './api.ts';
import type { SignedHeads } from './signed-heads.ts';

export function witnessRoutes(
  callers: Callers,
  heads: SignedHeads,
  /** Under one of this device's keys: what another machine signed proves nothing about this one. */
  isOurs: (text: string, signature: string) => boolean,
  witnessed: (head: SignedHead) => void,
): Router {
  const routes = Router();
  routes.post(
    '/witness',
    handle(async (request) => {
      const caller = await callers.terminal(request);
      if (isProblem(caller)) return caller;
      const body = bodyAs(request, witnessRequest);
      if (isProblem(body)) return body;
      const { head } = body.value;
      if (head && isOurs(headText(head), head.signature)) witnessed(head);
      const answer: WitnessAnswer = { head: heads.newest() };
      return ok(answer);
    }),
  );
  return routes;
}
