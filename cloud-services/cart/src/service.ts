/** The parts of Cart, for `main.ts` and for tests. Any number of instances may run: none holds a cart. */
import { createCustomerTokens } from '@comptoir/service-kit/auth/customer-tokens';
import { remoteKeys } from '@comptoir/service-kit/auth/verify';
import { type ServiceEnvironment, serviceEnvironment } from '@comptoir/service-kit/config';
import { handler } from '@comptoir/service-kit/events/consumer';
import { customerErased } from '@comptoir/service-kit/events/customer';
import { followedFeeds } from '@comptoir/service-kit/feeds/follow';
import { addresses } from '@comptoir/service-kit/neighbours/neighbour';
import { commandTimeoutMs } from '@comptoir/service-kit/redis';
import { openRedisCluster } from '@comptoir/service-kit/redis-cluster';
import type { Kit, ServiceOptions } from '@comptoir/service-kit/service';
import { z } from 'zod';
import { openCatalogue } from './catalogue/catalogue.ts';
import { createHold, type Hold, holdNothing } from './hold.ts';
import { createPoints } from './points.ts';
import { createRates, noRates } from './rates.ts';
import { startReminding } from './reminders/remind.ts';
import { openReminders } from './reminders/store.ts';
import { internalRoutes } from './routes/internal.ts';
import { offering } from './routes/offers.ts';
import { returning } from './routes/returns.ts';
import { shopRoutes } from './routes/shop.ts';
import { createStandings } from './standing.ts';
import { openCarts } from './store/carts.ts';
import { forgetCustomer } from './store/forget.ts';
import { cartOwners, cartPromotions, cartReminders, cartTables } from './store/migrations.ts';
import { openOwners } from './store/owners.ts';
import type { Storage } from './store/put.ts';
import { oneShelf, shelvesOfCluster } from './store/shelves.ts';

/** As long as Inventory holds anything at most. */
const holdSecondsMax = 86_400;

const environment = serviceEnvironment
  .extend({
    /** Product's address: its catalogue feed is followed. */
    PRODUCT_URL: z.url({ protocol: /^https?$/ }),
    /** Customer's address: whose keys sign customers' tokens, and who knows their points. */
    CUSTOMER_URL: z.url({ protocol: /^https?$/ }),
    /** Whose taxes apply until a destination is told, and to what is collected in a store. */
    HOME_JURISDICTION: z.string().default('CA-QC'),
    /** By whose calendar a sale of the shop has its tax date. */
    SHOP_TIME_ZONE: z.string().default('America/Toronto'),
    /** For how long each change of a cart holds what is in it; 0: nothing is held before checkout. */
    HOLD_SECONDS: z.coerce.number().int().min(0).max(holdSecondsMax).default(0),
    /** So long a change waits for Inventory, and then says that it is not held: nobody waits longer for a reservation than for the cart itself. */
    HOLD_TIMEOUT_MS: z.coerce.number().int().min(100).max(30_000).default(1_000),
    /** Servers of a Redis Cluster in which carts lie, and not in `REDIS_URL`: some of them, separated by commas. */
    CARTS_REDIS_URLS: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim()))
      .pipe(z.array(z.string().regex(/^rediss?:\/\//, 'must be redis:// addresses, separated by commas')))
      .optional(),
    /** So long a server of that cluster may take to answer. */
    CARTS_REDIS_TIMEOUT_MS: z.coerce.number().int().min(100).max(30_000).default(commandTimeoutMs),
    /** Inventory's addresses: where a cart's goods are held. */
    INVENTORY_URL: addresses.optional(),
    /** Order's addresses: it asks the carrier for its rates; absent: the house's own table says what delivery costs. */
    ORDER_URL: addresses.optional(),
    /** So long after its last change a customer is written to about what is in their cart, if they agreed to such letters; 0: never. */
    REMINDER_AFTER_MINUTES: z.coerce.number().int().min(0).max(43_200).default(0),
    /** How often carts that were left are looked for. */
    REMINDER_EVERY_MS: z.coerce.number().int().min(100).default(60_000),
  })
  .refine(({ HOLD_SECONDS, INVENTORY_URL }) => HOLD_SECONDS === 0 || INVENTORY_URL !== undefined, {
    path: ['INVENTORY_URL'],
    error: 'is needed to hold what is in carts',
  });
export type CartEnvironment = z.infer<typeof environment>;

export const cartService: ServiceOptions<CartEnvironment> = {
  name: 'cart',
  environment,
  migrations: [followedFeeds, cartTables, cartOwners, cartPromotions, cartReminders],
  routes: async (kit: Kit<CartEnvironment & ServiceEnvironment>) => {
    const catalogue = openCatalogue(kit, kit.config.PRODUCT_URL);
    const storage = await storageOf(kit);
    const carts = openCarts({ ...kit, ...storage });
    const customers = createCustomerTokens(remoteKeys(kit.config.CUSTOMER_URL, kit.fetch));
    const parts = {
      carts,
      owners: openOwners({ ...kit, ...storage }),
      customers,
      catalogue,
      hold: holdOf(kit),
      points: createPoints(kit.neighbour('customer', [kit.config.CUSTOMER_URL])),
      standings: createStandings(kit.neighbour('customer', [kit.config.CUSTOMER_URL])),
      rates: kit.config.ORDER_URL ? createRates(kit.neighbour('order', kit.config.ORDER_URL)) : noRates,
      reminders: openReminders(kit.database),
      homeJurisdiction: kit.config.HOME_JURISDICTION,
      timeZone: kit.config.SHOP_TIME_ZONE,
    };
    const { REMINDER_AFTER_MINUTES: afterMinutes, REMINDER_EVERY_MS: everyMs } = kit.config;
    if (afterMinutes > 0) {
      const customer = kit.neighbour('customer', [kit.config.CUSTOMER_URL]);
      const reminding = startReminding({ ...parts, customer, logger: kit.logger, afterMinutes, everyMs });
      kit.onClose(() => reminding.close());
    }
    return [offering(parts), ...shopRoutes(parts), returning(parts), ...internalRoutes(parts)];
  },
  consumers: (kit) => [
    {
      name: 'cart.people',
      stream: 'events.customer',
      producerUrl: kit.config.CUSTOMER_URL,
      on: {
        'customer.erased': handler(customerErased, async (tx, { customerId }) =>
          forgetCustomer(tx, await storageOf(kit), customerId),
        ),
      },
    },
  ],
};

/** Opened once for a service, for its routes and for what it reacts to. */
const storages = new WeakMap<object, Promise<Storage>>();

function storageOf(kit: Kit<CartEnvironment>): Promise<Storage> {
  const opened = storages.get(kit) ?? openStorage(kit);
  storages.set(kit, opened);
  return opened;
}

async function openStorage({
  config,
  redis,
  logger,
  metrics,
  onClose,
}: Kit<CartEnvironment>): Promise<Storage> {
  if (!config.CARTS_REDIS_URLS) return { redis, shelves: oneShelf };
  const cluster = await openRedisCluster(config.CARTS_REDIS_URLS, {
    logger,
    metrics,
    commandTimeoutMs: config.CARTS_REDIS_TIMEOUT_MS,
  });
  onClose(() => cluster.disconnect());
  return { redis: cluster, shelves: shelvesOfCluster };
}

function holdOf(kit: Kit<CartEnvironment>): Hold {
  const { HOLD_SECONDS, HOLD_TIMEOUT_MS, INVENTORY_URL } = kit.config;
  if (HOLD_SECONDS === 0 || !INVENTORY_URL) return holdNothing;
  const times = { ttlSeconds: HOLD_SECONDS, timeoutMs: HOLD_TIMEOUT_MS };
  return createHold(kit.neighbour('inventory', INVENTORY_URL), times, kit);
}
