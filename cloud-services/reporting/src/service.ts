/** The parts of Reporting, for `main.ts` and for tests. */
import { type ServiceEnvironment, serviceEnvironment } from '@comptoir/service-kit/config';
import { followedFeeds } from '@comptoir/service-kit/feeds/follow';
import { startLoop } from '@comptoir/service-kit/loop';
import type { Kit, ServiceOptions } from '@comptoir/service-kit/service';
import { z } from 'zod';
import { followCatalogue } from './catalogue/follow.ts';
import { type Addresses, consumers } from './events.ts';
import { startWorker } from './jobs/worker.ts';
import { attachLive } from './live.ts';
import { dayIn } from './reports/clock.ts';
import type { Clock } from './reports/dashboard.ts';
import { forgetVisits } from './reports/shop-visits.ts';
import { routes } from './routes.ts';
import { productTotals, reportingTables } from './store/migrations.ts';

const address = z.url({ protocol: /^https?$/ });

const environment = serviceEnvironment.extend({
  /** Product's address: its catalogue feed is followed, for names. */
  PRODUCT_URL: address,
  /** Whose event logs are asked for what the streams lost, and from zero when facts are rebuilt. */
  ORDER_URL: address.optional(),
  INVENTORY_URL: address.optional(),
  /** Whose calendar says what today is, and the hours of stores that told no zone. */
  HOME_TIME_ZONE: z.string().default('America/Toronto'),
});
export type ReportingEnvironment = z.infer<typeof environment>;

const visitsForgottenEveryMs = 3_600_000;

export const producersOf = ({ SALES_URL, ORDER_URL, INVENTORY_URL }: ReportingEnvironment): Addresses => ({
  sales: SALES_URL,
  ...(ORDER_URL ? { order: ORDER_URL } : {}),
  ...(INVENTORY_URL ? { inventory: INVENTORY_URL } : {}),
});

const clockOf =
  ({ config }: Kit<ReportingEnvironment>) =>
  (): Clock => {
    const now = new Date();
    return { now, today: dayIn(config.HOME_TIME_ZONE, now), homeTimeZone: config.HOME_TIME_ZONE };
  };

export const reporting: ServiceOptions<ReportingEnvironment & ServiceEnvironment> = {
  name: 'reports',
  environment,
  migrations: [followedFeeds, reportingTables, productTotals],
  routes: (kit) => routes({ ...kit, clock: clockOf(kit) }),
  consumers: ({ config }) => consumers(producersOf(config)),
  attach(kit, server) {
    const { database, logger, config, onClose, onDrain } = kit;
    const clock = clockOf(kit);
    const catalogue = followCatalogue(kit, config.PRODUCT_URL);
    const worker = startWorker({
      database,
      logger,
      clock,
      fonts: new URL('../data/fonts/', import.meta.url),
    });
    const visits = startLoop('forgetting visits', visitsForgottenEveryMs, logger, () =>
      forgetVisits(database, clock().today),
    );
    const live = attachLive({ ...kit, server, clock });
    for (const loop of [catalogue, worker, visits, live.loop]) onClose(() => loop.close());
    // The transports, not the sockets: a client that is told to leave does not come back by itself.
    onDrain(() => live.io.engine.close());
  },
};
