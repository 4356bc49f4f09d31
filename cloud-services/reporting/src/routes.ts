/** HTTP in and out, under `/api/v1/reports`. */
import type { Kit } from '@comptoir/service-kit/service';
import type { ReportingEnvironment } from './environment.ts';
import type { Clock } from './reports/dashboard.ts';
import { costRoutes } from './routes/costs.ts';
import { internalRoutes } from './routes/internal.ts';
import { jobRoutes } from './routes/jobs.ts';
import { readRoutes } from './routes/reads.ts';
import { scheduleRoutes } from './routes/schedules.ts';
import { shopEventRoutes } from './routes/shop-events.ts';

export type RouteParts = Pick<Kit<ReportingEnvironment>, 'database' | 'tokens' | 'config' | 'logger'> &
  Readonly<{ clock: () => Clock }>;

export const routes = (parts: RouteParts) => [
  ...readRoutes(parts),
  ...jobRoutes(parts),
  ...scheduleRoutes(parts),
  ...costRoutes(parts),
  ...shopEventRoutes(parts),
  ...internalRoutes(parts),
];
