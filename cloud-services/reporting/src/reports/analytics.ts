import type { Database } from '@comptoir/service-kit/db/database';
import type { Analytics } from '../api.ts';
import { reportCurrency } from '../facts/document.ts';
import { type Period, periodBefore } from '../facts/period.ts';
import { bestSellersMax, readAffinities } from './affinities.ts';
import { productClasses, productFigures } from './product-figures.ts';
import type { Clock } from './reading.ts';
import type { Scope } from './scope.ts';

export async function readAnalytics(
  database: Database,
  period: Period,
  scope: Scope,
  limit: number,
  clock: Clock,
): Promise<Analytics> {
  const periods = { period, before: periodBefore(period, clock.today).period };
  const [{ 'most-sold': best, 'least-sold': slow }, classes] = await Promise.all([
    productFigures(database, periods, scope, {
      'most-sold': { limit: Math.max(limit, bestSellersMax) },
      'least-sold': { limit },
    }),
    productClasses(database, period, scope),
  ]);
  const products = best.map(({ productId, sku, name }) => ({ productId, sku, name }));
  return {
    asOf: clock.now.toISOString(),
    ...period,
    currency: reportCurrency,
    top: best.slice(0, limit),
    slow,
    classes,
    affinities: await readAffinities(database, period, scope, products),
  };
}
