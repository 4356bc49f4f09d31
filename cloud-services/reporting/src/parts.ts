/** What the routes work with. */
import type { Kit } from '@comptoir/service-kit/service';
import type { ReportingEnvironment } from './environment.ts';
import type { Kept } from './reports/kept.ts';
import type { Clock } from './reports/reading.ts';

export type RouteParts = Pick<
  Kit<ReportingEnvironment>,
  'database' | 'reads' | 'tokens' | 'config' | 'logger' | 'fetch'
> &
  Readonly<{ clock: () => Clock; kept: Kept }>;
