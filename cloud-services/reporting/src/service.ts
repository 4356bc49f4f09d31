/** The parts of Reporting, for `main.ts` and for tests. */
import type { ServiceEnvironment } from '@comptoir/service-kit/config';
import { followedFeeds } from '@comptoir/service-kit/feeds/follow';
import { localDay } from '@comptoir/service-kit/local-day';
import { startLoop } from '@comptoir/service-kit/loop';
import {
  notificationTables,
  notificationTraces,
  startNotifications,
} from '@comptoir/service-kit/notifications/notifications';
import type { Kit, ServiceOptions } from '@comptoir/service-kit/service';
import { accountingTables, disputeMoves } from './accounting/migration.ts';
import { alertTables, registerNumbers } from './alerts/migration.ts';
import { startAlerts } from './alerts/run.ts';
import { followCatalogue } from './catalogue/follow.ts';
import { savedReportTables } from './custom/saved.ts';
import { environment, producersOf, type ReportingEnvironment } from './environment.ts';
import { consumers } from './events.ts';
import { startWorker } from './jobs/worker.ts';
import { attachLive } from './live.ts';
import { readingTables } from './readings/migration.ts';
import { forgetReadings } from './readings/store.ts';
import { reconciliationTables } from './reconciliation/migration.ts';
import { startReconciliation } from './reconciliation/run.ts';
import { cartReminders } from './reports/cart-reminders.ts';
import { keptOf } from './reports/kept.ts';
import type { Clock } from './reports/reading.ts';
import { forgetVisits, visitsSeen } from './reports/shop-visits.ts';
import { routes } from './routes.ts';
import { startSchedules } from './schedules/run.ts';
import { categoryMonths, keepCategoryMonths } from './store/category-months.ts';
import { changedDays } from './store/changed-days.ts';
import {
  cashierLines,
  documentsByCustomer,
  documentTotals,
  giftCardsKnown,
  givenAndDone,
  linesByDay,
  productTotals,
  reportingTables,
  scheduleTables,
  taxReturns,
  toldCosts,
} from './store/migrations.ts';
import { liveFacts } from './store/record.ts';
import { forgetMinutes } from './store/rollups.ts';
import { targetTables } from './targets/store.ts';

const forgottenEveryMs = 3_600_000;
const categoriesKeptEveryMs = 300_000;

const clockOf =
  ({ config }: Kit<ReportingEnvironment>) =>
  (): Clock => {
    const now = new Date();
    return { now, today: localDay(config.HOME_TIME_ZONE, now), homeTimeZone: config.HOME_TIME_ZONE };
  };

export const reporting: ServiceOptions<ReportingEnvironment & ServiceEnvironment> = {
  name: 'reports',
  environment,
  migrations: [
    notificationTables,
    notificationTraces,
    followedFeeds,
    reportingTables,
    productTotals,
    scheduleTables,
    documentTotals,
    toldCosts,
    givenAndDone,
    readingTables,
    targetTables,
    reconciliationTables,
    accountingTables,
    disputeMoves,
    savedReportTables,
    alertTables,
    cartReminders,
    changedDays,
    categoryMonths,
    linesByDay,
    visitsSeen,
    documentsByCustomer,
    cashierLines,
    taxReturns,
    giftCardsKnown,
    registerNumbers,
  ],
  routes: (kit) => routes({ ...kit, clock: clockOf(kit), kept: keptOf(kit.database) }),
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
      gatewayUrl: config.PUBLIC_GATEWAY_URL,
      sales: { url: config.SALES_URL, fetch: kit.fetch },
    });
    const forgetting = startLoop('forgetting what is old', forgottenEveryMs, logger, async () => {
      await forgetVisits(database, clock().today);
      await database.query(forgetMinutes(liveFacts));
      await forgetReadings(database);
    });
    const categories = startLoop('keeping sums by category', categoriesKeptEveryMs, logger, () =>
      database.transaction((tx) => keepCategoryMonths(tx, clock().today)),
    );
    const schedules = startSchedules(database, logger, () => clock().now);
    const reconciliation = startReconciliation({
      ...kit,
      owners: producersOf(config),
      today: () => clock().today,
    });
    for (const loop of startAlerts(kit, clock)) onClose(() => loop.close());
    startNotifications(kit);
    const live = attachLive({ ...kit, server, clock });
    for (const loop of [catalogue, categories, worker, schedules, forgetting, reconciliation, live.loop])
      onClose(() => loop.close());
    // The transports, not the sockets: a client that is told to leave does not come back by itself.
    onDrain(() => live.io.engine.close());
  },
};
