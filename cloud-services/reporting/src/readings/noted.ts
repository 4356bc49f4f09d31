/** Each report that is read is written down before it is answered, whichever route reads it: none can forget to. */
import type { StaffCaller } from '@comptoir/service-kit/auth/tokens';
import type { Route } from '@comptoir/service-kit/http/route';
import type { RouteParts } from '../parts.ts';
import { noteReading } from './store.ts';

const base = '/api/v1/reports/';
/** How far a file is, what is planned or watched, what rings, and this very list are no report; the others are asked again and again beside an open dashboard, which is written down. */
const untold = new Set(
  [
    'jobs',
    'jobs/:jobId',
    'schedules',
    'readings',
    'outlook',
    'now',
    'alerts',
    'alerts/count',
    'alert-rules',
  ].map((path) => base + path),
);

type Told = Readonly<{ params?: object; query?: object; body?: object; caller: StaffCaller }>;

/** What asks for a token; whoever has a mailed link is written down where it is opened. */
const isReading = ({ method, path, guard }: Route) =>
  guard !== undefined &&
  (path === `${base}generate` || path === `${base}custom` || (method === 'get' && !untold.has(path)));

export const noted = ({ database }: Pick<RouteParts, 'database'>, route: Route): Route =>
  isReading(route)
    ? {
        ...route,
        async handle(input, tx) {
          const { params, query, body, caller } = input as Told;
          const parameters = { ...params, ...query, ...body };
          // Written while it is read: nobody is answered before both are done, nor refused.
          const [read, written] = await Promise.allSettled([
            route.handle(input, tx),
            noteReading(database, { staffId: caller.id, report: reportOf(route.path), parameters }),
          ]);
          if (read.status === 'rejected') throw read.reason;
          if (written.status === 'rejected') throw written.reason;
          return read.value;
        },
      }
    : route;

/** `/api/v1/reports/sales/consolidated` → `sales/consolidated`; what is in the parameters is left out. */
const reportOf = (path: string) =>
  path
    .slice(base.length)
    .split('/')
    .filter((part) => !part.startsWith(':'))
    .join('/');
