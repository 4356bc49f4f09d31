/** What stands before the services: the gateway, and the servers of web apps. */
import { distOf, verifierFile } from '../../building/entries.ts';
import { addressOf, type House, secretOf } from '../house.ts';
import type { PlannedProcess } from '../plan.ts';
import { traceRatio, tracesEnvironment } from '../traces.ts';
import { nodeProcess } from './node-process.ts';

export function front(house: House): readonly PlannedProcess[] {
  const { home, ports, secrets } = house;
  return [
    nodeProcess('gateway', {
      program: 'gateway',
      env: {
        PORT: String(ports.gateway),
        KONG_CONFIG: home.kong,
        // The shop's server speaks for its shoppers; here it has the address of everybody else.
        KONG_TRUSTED_IPS: '127.0.0.1',
      },
    }),
    nodeProcess('kongRender', { program: 'kongRender', env: {}, args: ['--follow', home.kongPlace] }),
    nodeProcess('headquarters', {
      program: 'headquarters',
      reads: [distOf('headquarters'), distOf('apiDocs')],
      env: {
        PORT: String(ports.headquarters),
        GATEWAY_URL: addressOf(ports, 'gateway'),
        APP_DIST: distOf('headquarters'),
        API_DOCS_DIST: distOf('apiDocs'),
        VERIFIER: verifierFile,
        ...(traceRatio() > 0 ? { TRACES_URL: addressOf(ports, 'traces') } : {}),
      },
    }),
    nodeProcess('storefront', {
      program: 'storefront',
      reads: [distOf('storefront')],
      env: {
        PORT: String(ports.storefront),
        GATEWAY_URL: addressOf(ports, 'gateway'),
        GATEWAY_API_KEY: secretOf(secrets, 'storefrontKey'),
        PAYMENT_PROVIDER_ORIGIN: addressOf(ports, 'provider'),
        PUBLIC_SHOP_URL: addressOf(ports, 'storefront'),
        APP_DIST: distOf('storefront'),
        ...tracesEnvironment(house),
      },
    }),
  ];
}
