/** The parts of Cart, for `main.ts` and for tests. Any number of instances may run: none holds a cart. */
import { createCustomerTokens } from '@comptoir/service-kit/auth/customer-tokens';
import { remoteKeys } from '@comptoir/service-kit/auth/verify';
import { type ServiceEnvironment, serviceEnvironment } from '@comptoir/service-kit/config';
import { followedFeeds } from '@comptoir/service-kit/feeds/follow';
import { addresses } from '@comptoir/service-kit/neighbours/neighbour';
import type { Kit, ServiceOptions } from '@comptoir/service-kit/service';
import { z } from 'zod';
import { openCatalogue } from './catalogue/catalogue.ts';
import { createHold, type Hold, holdNothing } from './hold.ts';
import { createPoints } from './points.ts';
import { internalRoutes } from './routes/internal.ts';
import { offering } from './routes/offers.ts';
import { shopRoutes } from './routes/shop.ts';
import { createStandings } from './standing.ts';
import { openCarts } from './store/carts.ts';
import { cartOwners, cartPromotions, cartTables } from './store/migrations.ts';
import { openOwners } from './store/owners.ts';

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
    /** Inventory's addresses: where a cart's goods are held. */
    INVENTORY_URL: addresses.optional(),
  })
  .refine(({ HOLD_SECONDS, INVENTORY_URL }) => HOLD_SECONDS === 0 || INVENTORY_URL !== undefined, {
    path: ['INVENTORY_URL'],
    error: 'is needed to hold what is in carts',
  });
export type CartEnvironment = z.infer<typeof environment>;

export const cartService: ServiceOptions<CartEnvironment> = {
  name: 'cart',
  environment,
  migrations: [followedFeeds, cartTables, cartOwners, cartPromotions],
  routes: (kit: Kit<CartEnvironment & ServiceEnvironment>) => {
    const catalogue = openCatalogue(kit, kit.config.PRODUCT_URL);
    const carts = openCarts(kit);
    const customers = createCustomerTokens(remoteKeys(kit.config.CUSTOMER_URL, kit.fetch));
    const parts = {
      carts,
      owners: openOwners(kit),
      customers,
      catalogue,
      hold: holdOf(kit),
      points: createPoints(kit.neighbour('customer', [kit.config.CUSTOMER_URL])),
      standings: createStandings(kit.neighbour('customer', [kit.config.CUSTOMER_URL])),
      homeJurisdiction: kit.config.HOME_JURISDICTION,
      timeZone: kit.config.SHOP_TIME_ZONE,
    };
    return [offering(parts), ...shopRoutes(parts), ...internalRoutes(parts)];
  },
};

function holdOf(kit: Kit<CartEnvironment>): Hold {
  const { HOLD_SECONDS, INVENTORY_URL } = kit.config;
  if (HOLD_SECONDS === 0 || !INVENTORY_URL) return holdNothing;
  return createHold(kit.neighbour('inventory', INVENTORY_URL), HOLD_SECONDS, kit);
}
