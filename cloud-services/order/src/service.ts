/** The parts of Order, for `main.ts` and for tests. Any number of instances may run: a lease says whose checkout it is. */
import { feedRoutes, serviceEnvironment } from '@comptoir/service-kit';
import { createCustomerTokens } from '@comptoir/service-kit/auth/customer-tokens';
import { remoteKeys } from '@comptoir/service-kit/auth/verify';
import { addresses } from '@comptoir/service-kit/neighbours/neighbour';
import {
  notificationEnvironment,
  notificationTables,
  notificationTraces,
  startNotifications,
} from '@comptoir/service-kit/notifications/notifications';
import { accessLogTables } from '@comptoir/service-kit/privacy/access-log';
import { keepAccessLog } from '@comptoir/service-kit/privacy/keep-access-log';
import type { Kit, ServiceOptions } from '@comptoir/service-kit/service';
import { z } from 'zod';
import { toPrepareFeed } from './aftercare/to-prepare.ts';
import { carrierEnvironment, carrierFrom } from './carrier/carriers.ts';
import { startWorker } from './checkout/worker.ts';
import { consumers } from './consumers.ts';
import { quietHoursIn } from './letters/quiet.ts';
import { createMeasures } from './metrics.ts';
import { createCarts } from './neighbours/cart.ts';
import { createCustomers } from './neighbours/customer.ts';
import { createInventory } from './neighbours/inventory.ts';
import { createPlaces } from './neighbours/places.ts';
import { createPromotions } from './neighbours/product.ts';
import { createDoubles, createGiftCards } from './neighbours/sales.ts';
import { sellerEnvironment } from './papers/seller.ts';
import { deliveryRatesRoute } from './parcels/rates.ts';
import type { OrderParts } from './parts.ts';
import { paymentEnvironment, paymentProviders } from './payment/providers.ts';
import { riskRulesIn } from './risk/assess.ts';
import { aftercareRoutes } from './routes/aftercare.ts';
import { atStoresRoute } from './routes/at-stores.ts';
import { checkoutRoutes } from './routes/checkout.ts';
import { consoleRoutes } from './routes/console.ts';
import { followOnRoutes } from './routes/follow-on.ts';
import { ofCustomerRoutes } from './routes/of-customer.ts';
import { orderRoutes } from './routes/orders.ts';
import { parcelRoutes } from './routes/parcels.ts';
import { slotsRoute } from './routes/slots.ts';
import { totalsRoute } from './routes/totals.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { slotRulesIn } from './slots/rules.ts';
import type { StepName } from './steps.ts';
import { joinExecutors } from './store/executors.ts';
import {
  cardsKnownAgain,
  declinedSagas,
  deliverySlots,
  disputes,
  followOns,
  giftCards,
  linesSaySoldBy,
  orderChanges,
  orderNotes,
  orderReviews,
  ordersByPlace,
  orderTables,
  parcels,
  preparations,
  refundsOfPoints,
  returnCodes,
  returnsAtStores,
  sagaHolders,
  sagaTraces,
  textsOfMoves,
} from './store/migrations.ts';

const address = z.url({ protocol: /^https?$/ });
const environment = serviceEnvironment.extend({
  ...notificationEnvironment,
  ...paymentEnvironment,
  ...carrierEnvironment,
  ...sellerEnvironment,
  CART_URL: addresses,
  INVENTORY_URL: addresses,
  CUSTOMER_URL: address,
  PRODUCT_URL: address,
  /** The shop as browsers see it: links in mails, and where challenges return to. */
  PUBLIC_SHOP_URL: address,
  CAPTURE_AT: z.enum(['confirmation', 'hand-over']).default('confirmation'),
  SHOP_TIME_ZONE: z.string().default('America/Toronto'),
  HOME_JURISDICTION: z.string().default('CA-QC'),
  /** Staff who are mailed when a payment is disputed, and what becomes of it. */
  DISPUTES_MAIL: z.email().optional(),
  /** JSON of rules that say whose order a person looks at; our own unless told. */
  RISK_RULES: riskRulesIn,
  /** JSON of rules that say when one may collect or have it delivered; our own unless told. */
  SLOT_RULES: slotRulesIn,
  /** In which no customer gets an SMS that they do not wait for: `21:00-08:00` by the shop's clock unless told, or `none`. */
  SMS_QUIET_HOURS: quietHoursIn,
  /**
   * After so long without a sign of life, another process takes a checkout over from one that hangs; from one whose connection to the
   * database is gone, after a second or two. Longer than any call may take.
   */
  SAGA_LEASE_MS: z.coerce.number().int().min(500).max(120_000).default(20_000),
});
type OrderEnvironment = z.infer<typeof environment>;

const shopUrlOf = ({ PUBLIC_SHOP_URL }: OrderEnvironment): string => PUBLIC_SHOP_URL.replace(/\/$/, '');

/**
 * @param step told between any two steps of a checkout; tests end the process in it.
 * @param now by which quiet hours begin and end.
 */
export const orderService = (
  step: (name: StepName) => void = () => {},
  now: () => Date = () => new Date(),
): ServiceOptions<OrderEnvironment> => ({
  name: 'order',
  environment,
  migrations: [
    notificationTables,
    notificationTraces,
    orderTables,
    linesSaySoldBy,
    refundsOfPoints,
    textsOfMoves,
    orderNotes,
    orderChanges,
    accessLogTables,
    giftCards,
    parcels,
    sagaTraces,
    orderReviews,
    disputes,
    returnCodes,
    followOns,
    deliverySlots,
    cardsKnownAgain,
    preparations,
    returnsAtStores,
    ordersByPlace,
    sagaHolders,
    declinedSagas,
  ],
  stream: 'events.order',
  keepsEvents: true,
  consumers: ({ config }) =>
    consumers({
      customerUrl: config.CUSTOMER_URL,
      salesUrl: config.SALES_URL,
      shopUrl: shopUrlOf(config),
    }),
  routes(kit: Kit<OrderEnvironment>) {
    const { config, database, logger, tokens } = kit;
    const customers = createCustomerTokens(remoteKeys(config.CUSTOMER_URL, kit.fetch));
    const parts: OrderParts = {
      database,
      logger,
      carts: createCarts(kit.neighbour('cart', config.CART_URL)),
      customers: createCustomers(kit.neighbour('customer', [config.CUSTOMER_URL])),
      promotions: createPromotions(kit.neighbour('product', [config.PRODUCT_URL])),
      inventory: createInventory(kit.neighbour('inventory', config.INVENTORY_URL)),
      giftCards: createGiftCards(kit.neighbour('sales', [config.SALES_URL])),
      doubles: createDoubles(kit.neighbour('sales', [config.SALES_URL])),
      places: createPlaces(kit.neighbour('sales', [config.SALES_URL])),
      carrier: carrierFrom(config, (carrier) => kit.circuit('carrier', carrier)),
      shipFrom: config.SHIP_FROM,
      providers: paymentProviders(config, (provider) => kit.circuit('payment', provider)),
      measures: createMeasures(kit.metrics, database),
      shopUrl: shopUrlOf(config),
      timeZone: config.SHOP_TIME_ZONE,
      jurisdiction: config.HOME_JURISDICTION,
      captureAt: config.CAPTURE_AT,
      leaseMs: config.SAGA_LEASE_MS,
      executors: joinExecutors(database, logger),
      riskRules: config.RISK_RULES,
      slotRules: config.SLOT_RULES,
      quietHours: config.SMS_QUIET_HOURS,
      now,
      taxRegistrations: config.TAX_REGISTRATIONS,
      disputesMail: config.DISPUTES_MAIL,
      step,
    };
    const worker = startWorker(parts);
    kit.onClose(async () => {
      await worker.close();
      await parts.executors.close();
    });
    return [
      slotsRoute(parts),
      ...checkoutRoutes(parts, worker, customers, tokens),
      ...followOnRoutes(parts, worker, customers, tokens),
      ...webhookRoutes(parts, worker),
      ...aftercareRoutes(parts, worker, customers, tokens),
      ...consoleRoutes(parts, worker, tokens),
      ...parcelRoutes(parts, worker, tokens),
      ...orderRoutes(parts, worker, customers, tokens),
      totalsRoute(database),
      ...ofCustomerRoutes(parts),
      deliveryRatesRoute(parts),
      atStoresRoute(parts, tokens.requireDevice()),
      ...feedRoutes({ ...kit, feeds: [toPrepareFeed], guard: tokens.requireDevice() }),
    ];
  },
  attach(kit) {
    startNotifications(kit);
    const log = keepAccessLog(kit);
    kit.onClose(() => log.close());
  },
});
