/** The cloud services, and with what environment each is started. */

import { join } from 'node:path';
import { sellerPostalAddress, taxRegistrations } from '../../demo/seller.ts';
import { cartServersUrls } from '../cart-stores.ts';
import { identityOf, mutualAddress, mutualPort } from '../certificates/house-certificates.ts';
import {
  addressOf,
  databaseUrlOf,
  type House,
  instancesOf,
  redisUrlOf,
  replicaUrlOf,
  secretOf,
} from '../house.ts';
import { type ServiceName, serviceNames } from '../instances.ts';
import type { PlannedProcess } from '../plan.ts';
import { tracesEnvironment } from '../traces.ts';
import { nodeProcess } from './node-process.ts';

export function services(house: House): readonly PlannedProcess[] {
  const { ports } = house;
  return serviceNames.flatMap((name) =>
    instancesOf(name).map((instance) =>
      nodeProcess(instance, {
        program: name,
        env: {
          PORT: String(ports[instance]),
          TLS_PORT: String(mutualPort(ports, instance)),
          TLS_IDENTITY: identityOf(house.home, name),
          DATABASE_URL: databaseUrlOf(house, name),
          ...(house.replicas ? { DATABASE_REPLICA_URL: replicaUrlOf(house, name) } : {}),
          REDIS_URL: redisUrlOf(house),
          SALES_URL: mutualAddress(ports, 'sales'),
          ...ownEnvironment(house, name),
          ...tracesEnvironment(house),
        },
      }),
    ),
  );
}

/** Only the addresses of those that it may call (docs/architecture.md). */
export function ownEnvironment(house: House, name: ServiceName): Record<string, string> {
  const { home, ports, secrets } = house;
  /** For calls, which go round instances and on to the next where one is away. */
  const each = (other: ServiceName) =>
    instancesOf(other)
      .map((instance) => mutualAddress(ports, instance))
      .join(',');
  /** For feeds and events that are followed: whoever follows waits, and asks the same one again. */
  const address = (other: ServiceName) => mutualAddress(ports, other);
  const notifying = {
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    SMS_URL: `${addressOf(ports, 'mail')}/sms`,
  };
  const shop = { PUBLIC_SHOP_URL: addressOf(ports, 'storefront') };
  switch (name) {
    case 'sales':
      return {
        ...notifying,
        PUBLIC_GATEWAY_URL: addressOf(ports, 'gateway'),
        KEYS_DIR: home.keys,
        BOOTSTRAP_ADMIN_PASSWORD: secretOf(secrets, 'admin'),
        GATEWAY_KEY: secretOf(secrets, 'gatewayKey'),
      };
    case 'customer':
      return {
        ...{ ...notifying, ...shop, KEYS_DIR: join(home.keys, 'customer') },
        ...{ ORDER_URL: address('order'), PRODUCT_URL: address('product'), CART_URL: each('cart') },
        SENDER_POSTAL_ADDRESS: sellerPostalAddress,
      };
    case 'cart':
      return {
        HOLD_SECONDS: process.env.COMPTOIR_CART_HOLD_SECONDS ?? '0',
        REMINDER_AFTER_MINUTES: process.env.COMPTOIR_REMINDER_AFTER_MINUTES ?? '240',
        PRODUCT_URL: address('product'),
        INVENTORY_URL: each('inventory'),
        CUSTOMER_URL: address('customer'),
        ORDER_URL: each('order'),
        ...(house.redisCluster ? { CARTS_REDIS_URLS: cartServersUrls(house) } : {}),
      };
    case 'order':
      return {
        ...notifying,
        ...shop,
        PRODUCT_URL: address('product'),
        INVENTORY_URL: each('inventory'),
        CUSTOMER_URL: address('customer'),
        CART_URL: each('cart'),
        PAYMENT_PROVIDER_URL: addressOf(ports, 'provider'),
        PAYMENT_PROVIDER_SECRET: secretOf(secrets, 'paymentProvider'),
        PAYMENT_WEBHOOK_SECRET: secretOf(secrets, 'paymentWebhook'),
        CARRIER_URL: addressOf(ports, 'carrier'),
        CARRIER_KEY: secretOf(secrets, 'carrier'),
        CARRIER_WEBHOOK_SECRET: secretOf(secrets, 'carrierWebhook'),
        TAX_REGISTRATIONS: JSON.stringify(taxRegistrations),
      };
    case 'reporting':
      return {
        ...notifying,
        PUBLIC_GATEWAY_URL: addressOf(ports, 'gateway'),
        PUBLIC_HEADQUARTERS_URL: addressOf(ports, 'headquarters'),
        PRODUCT_URL: address('product'),
        INVENTORY_URL: address('inventory'),
        ORDER_URL: address('order'),
        CUSTOMER_URL: address('customer'),
      };
    case 'inventory':
      return { GATEWAY_KEY: secretOf(secrets, 'gatewayKey'), ORDER_URL: address('order') };
    case 'product':
      return { INVENTORY_URL: address('inventory'), ORDER_URL: address('order') };
  }
}
