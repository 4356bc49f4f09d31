/** HTTP in and out, under `/api/v1/reports`. */

import { alertRoutes } from './alerts/routes.ts';
import { customRoutes } from './custom/routes.ts';
import { documentRoutes } from './documents/routes.ts';
import { insightRoutes } from './insights/routes.ts';
import type { RouteParts } from './parts.ts';
import { noted } from './readings/noted.ts';
import { accountRoutes } from './routes/accounts.ts';
import { boughtTogetherRoutes } from './routes/bought-together.ts';
import { costRoutes } from './routes/costs.ts';
import { internalRoutes } from './routes/internal.ts';
import { jobRoutes } from './routes/jobs.ts';
import { readingRoutes } from './routes/readings.ts';
import { readRoutes } from './routes/reads.ts';
import { scheduleRoutes } from './routes/schedules.ts';
import { shopEventRoutes } from './routes/shop-events.ts';
import { tableRoutes } from './routes/tables.ts';
import { targetRoutes } from './targets/routes.ts';

/** What only reads, and much of it: a second server may do it. */
const reading = (parts: RouteParts) => {
  const elsewhere = { ...parts, database: parts.reads };
  return [
    ...readRoutes(elsewhere),
    ...documentRoutes(elsewhere),
    ...insightRoutes(elsewhere),
    ...tableRoutes(elsewhere),
    ...boughtTogetherRoutes(elsewhere),
  ];
};

export const routes = (parts: RouteParts) =>
  [
    ...reading(parts),
    ...targetRoutes(parts),
    ...jobRoutes(parts),
    ...scheduleRoutes(parts),
    ...alertRoutes(parts),
    ...readingRoutes(parts),
    ...customRoutes(parts),
    ...accountRoutes(parts),
    ...costRoutes(parts),
    ...shopEventRoutes(parts),
    ...internalRoutes(parts),
  ].map((route) => noted(parts, route));
