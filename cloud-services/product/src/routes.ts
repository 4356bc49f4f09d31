/** HTTP in and out. Paths that name something come before the one that takes any word. */

import type { ServiceEnvironment } from '@comptoir/service-kit/config';
import { feedRoutes, internalFeedRoutes } from '@comptoir/service-kit/feeds/route';
import type { Route } from '@comptoir/service-kit/http/route';
import type { Kit } from '@comptoir/service-kit/service';
import { catalogueFeed } from './product.ts';
import { adminRoutes } from './routes/admin.ts';
import { attributeRoutes } from './routes/attributes.ts';
import { auditRoute } from './routes/audit.ts';
import { couponCodeRoutes, couponUseRoutes } from './routes/coupons.ts';
import { fourEyesRoutes } from './routes/four-eyes.ts';
import { imageRoutes } from './routes/images.ts';
import { importRoutes } from './routes/imports.ts';
import { priceListRoutes } from './routes/price-lists.ts';
import { promotionRoutes } from './routes/promotions.ts';
import { oneProductRoute, readRoutes } from './routes/reads.ts';

export const routes = (
  { database, reads, logger, tokens, wakes }: Kit<ServiceEnvironment>,
  images: URL,
): Route[] => [
  // Searches are what Product does most: a second server may do them.
  ...readRoutes(reads),
  ...importRoutes(database, tokens),
  ...attributeRoutes(database, tokens),
  ...promotionRoutes(database, tokens),
  ...priceListRoutes(database, tokens),
  ...fourEyesRoutes(database, tokens),
  auditRoute(database, tokens),
  ...couponUseRoutes(database, tokens),
  ...couponCodeRoutes(database, tokens),
  ...imageRoutes(database, tokens, images),
  ...adminRoutes(database, tokens),
  oneProductRoute(database),
  ...feedRoutes({
    database,
    logger,
    wakes,
    feeds: [catalogueFeed],
    guard: tokens.requireDevice(),
    scopeOf: () => '*',
  }),
  ...internalFeedRoutes({ database, wakes, feeds: [catalogueFeed] }),
];
