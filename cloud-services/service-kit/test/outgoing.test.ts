/** API7: no service fetches an address that a caller gives. Whoever calls out is in this list, and calls where its configuration says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const services = join(import.meta.dirname, '..', '..');
const callsOut =
  /\bfetch\(|\bfetchWith\(|fetchOfHouse\(|\brequest\((?!\))[^)]*https?:|\bawait request\(|pool\.request\(|new Stripe\(/;

/** With where the address comes from. */
const known: Readonly<Record<string, string>> = {
  'headquarters/src/api-docs/documents.ts': 'GATEWAY_URL',
  'order/src/carrier/laurentien.ts': 'CARRIER_URL',
  'order/src/payment/paypal.ts': 'PAYPAL_URL',
  'order/src/payment/stripe.ts': 'the library’s own, or PAYMENT_PROVIDER_URL',
  'reporting/src/rebuild/log.ts': 'SALES_URL, ORDER_URL',
  'reporting/src/reconciliation/ask.ts': 'SALES_URL, ORDER_URL, INVENTORY_URL',
  'service-kit/src/auth/ended-sessions.ts': 'SALES_URL',
  'service-kit/src/events/catch-up.ts': 'the addresses of producers',
  'service-kit/src/feeds/follow.ts': 'PRODUCT_URL',
  'service-kit/src/neighbours/neighbour.ts': 'the addresses of neighbours',
  'service-kit/src/notifications/sms.ts': 'SMS_URL',
  'service-kit/src/tls/house-fetch.ts': 'whoever calls through it',
  'storefront/src/gateway/gateway.ts': 'GATEWAY_URL',
};

test('API7: whoever calls out is known, with where the address comes from', () => {
  const sources = readdirSync(services).flatMap((service) => {
    const folder = join(services, service, 'src');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file))
      .map((file) => `${service}/src/${file}`);
  });
  const calling = sources.filter((file) => callsOut.test(readFileSync(join(services, file), 'utf8')));
  expect(calling.sort()).toEqual(Object.keys(known).sort());
});
