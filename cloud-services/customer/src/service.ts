/** The parts of Customer, for `main.ts` and for tests. */
import { publishedKeys } from '@comptoir/service-kit/auth/key-files';
import { serviceEnvironment } from '@comptoir/service-kit/config';
import { followedFeeds } from '@comptoir/service-kit/feeds/follow';
import { feedRoutes } from '@comptoir/service-kit/feeds/route';
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
import { startGivingCards } from './card/card.ts';
import { tillsFeed } from './card/tills.ts';
import { consumers } from './events.ts';
import { startCustomerHousekeeping } from './housekeeping.ts';
import { openKeyRing } from './keys/key-ring.ts';
import { followCategories } from './loyalty/categories.ts';
import { startReviewing } from './loyalty/review.ts';
import { askElsewhere } from './person/elsewhere.ts';
import { openLetters } from './person/letters.ts';
import { openVault } from './privacy/vault.ts';
import { accountRoutes } from './routes/account.ts';
import { guardsOf } from './routes/guards.ts';
import { internalRoutes } from './routes/internal.ts';
import { keptRoutes } from './routes/kept.ts';
import { letterRoutes } from './routes/letters.ts';
import { loyaltyRoutes } from './routes/loyalty.ts';
import { personRoutes } from './routes/person.ts';
import { securityRoutes } from './routes/security.ts';
import { storeRoutes } from './routes/stores.ts';
import { supportRoutes } from './routes/support.ts';
import {
  accesses,
  accessesInOneLog,
  accountSecurity,
  cartLetters,
  customerTables,
  guessesByAddress,
  keptProducts,
  loyaltyCards,
  loyaltyRulesTable,
  pointsHolds,
  promotionUses,
  proposals,
  wrappedBy,
} from './store/migrations.ts';

const environment = serviceEnvironment.extend({
  ...notificationEnvironment,
  /** A folder that only Customer may read: keys of tokens, and the keys that keep people's data. */
  KEYS_DIR: z.string().min(1),
  /** Where links in mails lead. */
  PUBLIC_SHOP_URL: z.url({ protocol: /^https?$/ }),
  /** Whose days the ends of points are. */
  SHOP_TIME_ZONE: z.string().default('America/Toronto'),
  /** For events that Redis lost, and for what it keeps of who asks. */
  ORDER_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** For what it keeps of who asks. */
  CART_URL: addresses.optional(),
  /** For categories that earn more; without it none does. */
  PRODUCT_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Nobody is written to about a cart that they left more often than this. */
  CART_LETTERS_EVERY_DAYS: z.coerce.number().int().min(1).max(365).default(7),
  /** Where the sender is to be written to by post; letters that need consent say so. Source: Canada's Anti-Spam Legislation, s. 6(2). */
  SENDER_POSTAL_ADDRESS: z.string().trim().min(1).max(200).optional(),
});
export type CustomerEnvironment = z.infer<typeof environment>;

export const customerService: ServiceOptions<CustomerEnvironment> = {
  name: 'customer',
  environment,
  migrations: [
    notificationTables,
    notificationTraces,
    customerTables,
    pointsHolds,
    loyaltyCards,
    promotionUses,
    accesses,
    guessesByAddress,
    accessLogTables,
    accessesInOneLog,
    wrappedBy,
    accountSecurity,
    proposals,
    followedFeeds,
    loyaltyRulesTable,
    keptProducts,
    cartLetters,
  ],
  stream: 'events.customer',
  async routes(kit: Kit<CustomerEnvironment>) {
    const { database, tokens, config, logger, wakes } = kit;
    const now = () => new Date();
    const ring = openKeyRing(config.KEYS_DIR, now);
    const parts = {
      database,
      now,
      ring,
      vault: await openVault(config.KEYS_DIR),
      shopUrl: config.PUBLIC_SHOP_URL,
      timeZone: config.SHOP_TIME_ZONE,
      cartLettersEveryDays: config.CART_LETTERS_EVERY_DAYS,
      senderPostalAddress: config.SENDER_POSTAL_ADDRESS,
      elsewhere: askElsewhere(kit.neighbour, { order: config.ORDER_URL, cart: config.CART_URL }),
      lettersOf: openLetters(kit.neighbour, config.ORDER_URL),
    };
    // At start, so that a folder that cannot be written stops it at once.
    await ring.current();
    const cards = startGivingCards(database, parts.vault, logger);
    const housekeeping = startCustomerHousekeeping(database, parts.vault, logger);
    const reviewing = startReviewing(parts, logger);
    for (const loop of [cards, housekeeping, reviewing]) kit.onClose(() => loop.close());
    const guards = guardsOf(parts, tokens);
    return [
      publishedKeys(ring.published),
      ...accountRoutes(parts),
      ...supportRoutes(parts, guards),
      ...personRoutes(parts, guards),
      ...securityRoutes(parts, guards),
      ...keptRoutes(parts, guards),
      ...loyaltyRoutes(parts, tokens),
      ...letterRoutes(parts),
      ...internalRoutes(parts),
      ...storeRoutes(parts, tokens.requireDevice()),
      ...feedRoutes({
        ...{ database, logger, wakes, feeds: [tillsFeed] },
        guard: tokens.requireDevice(),
        scopeOf: () => '*',
      }),
    ];
  },
  consumers: ({ config }) => consumers({ sales: config.SALES_URL, order: config.ORDER_URL }),
  attach(kit) {
    startNotifications(kit);
    const { PRODUCT_URL: productUrl } = kit.config;
    if (productUrl !== undefined) {
      const categories = followCategories(kit, productUrl);
      kit.onClose(() => categories.close());
    }
    const log = keepAccessLog(kit);
    kit.onClose(() => log.close());
  },
};
