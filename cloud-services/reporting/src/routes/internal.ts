/** For operators: loopback only, not routed by the gateway. */

import { type Route, route, streamed } from '@comptoir/service-kit/http/route';
import { errorFields } from '@comptoir/service-kit/logger';
import { reconciliation } from '../api.ts';
import { producersOf } from '../environment.ts';
import type { RouteParts } from '../parts.ts';
import { rebuildFacts } from '../rebuild/rebuild.ts';
import { reconcile } from '../reconciliation/run.ts';
import { readReconciliation } from '../reconciliation/store.ts';

const tellEveryMs = 1_000;

export const internalRoutes = ({ database, config, logger, clock, fetch }: RouteParts): Route[] => [
  route({
    method: 'post',
    path: '/internal/rebuild',
    summary:
      'Facts made anew from the producers’ logs; a line of JSON as it goes on, the last one with `done` or `fault`',
    answers: { 200: null },
    produces: 'application/x-ndjson',
    async handle({ response }) {
      response.status(200).type('application/x-ndjson');
      const tell = (line: object) => response.write(`${JSON.stringify(line)}\n`);
      let toldAt = 0;
      try {
        const onProgress = (progress: object) => {
          if (performance.now() - toldAt < tellEveryMs) return;
          toldAt = performance.now();
          tell(progress);
        };
        const rebuilt = await rebuildFacts(database, producersOf(config), onProgress, fetch);
        tell({ ...rebuilt, done: true });
      } catch (error) {
        logger.error(errorFields(error), 'the facts were not rebuilt; those in use stay');
        tell({ fault: errorFields(error).error });
      }
      response.end();
      return streamed;
    },
  }),
  route({
    method: 'post',
    path: '/internal/reconcile',
    summary: 'Compares with the ledgers now; what differs twice in a row is told',
    answers: { 200: reconciliation },
    async handle() {
      await reconcile({ database, owners: producersOf(config), fetch }, clock().today);
      return { status: 200, body: await readReconciliation(database) };
    },
  }),
];
