/** HTTP in and out, under `/api/v1/reports`. */
import type { RouteParts } from './parts.ts';
import { costRoutes } from './routes/costs.ts';
import { internalRoutes } from './routes/internal.ts';
import { jobRoutes } from './routes/jobs.ts';
import { readRoutes } from './routes/reads.ts';
import { scheduleRoutes } from './routes/schedules.ts';
import { shopEventRoutes } from './routes/shop-events.ts';

export const routes = (parts: RouteParts) => [
  ...readRoutes(parts),
  ...jobRoutes(parts),
  ...scheduleRoutes(parts),
  ...costRoutes(parts),
  ...shopEventRoutes(parts),
  ...internalRoutes(parts),
];
