/** The parts of Inventory, as the service kit assembles them. */
import { type ServiceOptions, serviceEnvironment, startLoop } from '@comptoir/service-kit';
import { gatewayKey } from '@comptoir/service-kit/auth/applications';
import { z } from 'zod';
import { measureAlerts } from './alerts/measures.ts';
import { tellAlerts } from './alerts/tell.ts';
import { consumers } from './events.ts';
import { checkNightly } from './nightly.ts';
import { expireOverdue } from './reservations/after.ts';
import { routes } from './routes.ts';
import { forgetOldWishes } from './store/cart-wishes.ts';
import { workOutCosts } from './store/costs.ts';
import {
  cartHolds,
  endedParts,
  Ledger1764000000000,
  purchaseOrders,
  reservations,
  stockDays,
  stockElsewhere,
  stockRules,
  transferSteps,
  transfers,
} from './store/migrations.ts';

/** Overdue reservations are freed at most so late. */
const sweepMs = 1_000;
const forgetMs = 3_600_000;
const costsMs = 1_000;
const alertsMs = 60_000;
const nightlyMs = 3_600_000;

const environment = serviceEnvironment.extend({
  /** Product's address, to ask it for events that the stream lost. */
  PRODUCT_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Order's address, likewise. */
  ORDER_URL: z.url({ protocol: /^https?$/ }).optional(),
  GATEWAY_KEY: gatewayKey,
});

export const inventory: ServiceOptions<z.infer<typeof environment>> = {
  name: 'inventory',
  environment,
  migrations: [
    ...[Ledger1764000000000, reservations, stockElsewhere, transfers, cartHolds],
    ...[stockDays, stockRules, transferSteps, purchaseOrders, endedParts],
  ],
  stream: 'events.inventory',
  routes,
  consumers: ({ config }) =>
    consumers({
      salesUrl: config.SALES_URL,
      ...(config.PRODUCT_URL ? { productUrl: config.PRODUCT_URL } : {}),
      ...(config.ORDER_URL ? { orderUrl: config.ORDER_URL } : {}),
    }),
  attach({ database, metrics, logger, onClose }) {
    measureAlerts({ database, metrics });
    const sweeper = startLoop('the sweeper of reservations', sweepMs, logger, () =>
      database.transaction(expireOverdue),
    );
    const forgetter = startLoop('forgetting what old carts wanted', forgetMs, logger, () =>
      database.transaction(forgetOldWishes),
    );
    const costing = startLoop('working out costs', costsMs, logger, () => database.transaction(workOutCosts));
    const teller = startLoop('telling stores of their stock', alertsMs, logger, () =>
      database.transaction(tellAlerts),
    );
    const nightly = startLoop('comparing balances with the ledger', nightlyMs, logger, () =>
      database.transaction((tx) => checkNightly(tx, logger)),
    );
    for (const loop of [sweeper, forgetter, costing, teller, nightly]) onClose(() => loop.close());
  },
};
