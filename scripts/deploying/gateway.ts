/** Kong, from the very file that our own gateway runs, and what it is filled with. */
import { serviceNames } from '../system/instances.ts';
import type { KongPlace } from '../system/kong-file.ts';
import { fileOf, gatewayPort, interfaceOf, interfacePort, statusPort } from './programs.ts';

export const renderedFile = '/kong/kong.yml';
const authorityFile = '/kong/house-authority.pem';
export const placeFile = '/etc/comptoir/kong-place.json';

/** What a household needs. Source: kong/README.md, Limits. */
const limits = {
  ...{ shopRequestsPerSecond: 50, shopRequestsPerMinute: 1_500 },
  // Its server asks for all shoppers.
  ...{ storefrontRequestsPerSecond: 500, storefrontRequestsPerMinute: 20_000 },
  ...{ partnerRequestsPerSecond: 100, partnerRequestsPerMinute: 6_000 },
  ...{ signInsPerSecond: 5, signInsPerMinute: 20 },
};

/** Whoever runs a collector says a part of 1 here, and the same to services (`OTEL_TRACES_SAMPLER_ARG`). Source: docs/operations.md. */
const traces = { tracesEndpoint: 'http://otel-collector:4318/v1/traces', tracesRatio: 0 };

export interface GatewaySecrets {
  readonly demoApplicationKey: string;
  readonly storefrontKey: string;
  readonly gatewayKey: string;
}

/** @param identities paths of the gateway's certificate and the keeper's. */
export const kongPlace = (
  { demoApplicationKey, storefrontKey, gatewayKey }: GatewaySecrets,
  headquartersOrigins: readonly [string, string],
  identities: KongPlace['identities'],
): KongPlace => ({
  template: 'kong/kong.yml',
  output: renderedFile,
  values: {
    ...{ redisHost: 'redis', redisPort: 6_379, redisTls: false },
    ...Object.fromEntries(
      serviceNames.map((name) => [`${name}Targets`, [{ target: `${name}:${interfacePort}`, weight: 100 }]]),
    ),
    ...limits,
    ...traces,
    ...{ demoApplicationKey, storefrontKey, gatewayKeyHeader: `X-Gateway-Key:${gatewayKey}` },
    headquartersOrigin: headquartersOrigins[0],
    headquartersOriginByName: headquartersOrigins[1],
  },
  signers: {
    salesTokenKeys: `${interfaceOf('sales')}/.well-known/jwks.json`,
    customerTokenKeys: `${interfaceOf('customer')}/.well-known/jwks.json`,
  },
  identities,
  authorityFile,
});

export const renderArguments = [fileOf('kongRender'), placeFile, '--follow'] as const;

/** Source: https://developer.konghq.com/gateway/configuration/. */
export const kongEnvironment = {
  KONG_DATABASE: 'off',
  KONG_DECLARATIVE_CONFIG: renderedFile,
  KONG_PREFIX: '/tmp/kong',
  KONG_PROXY_LISTEN: `0.0.0.0:${gatewayPort}`,
  KONG_STATUS_LISTEN: `0.0.0.0:${statusPort}`,
  KONG_ADMIN_LISTEN: 'off',
  // Services speak nothing older; and what probes them trusts this file alone.
  KONG_NGINX_PROXY_PROXY_SSL_PROTOCOLS: 'TLSv1.3',
  KONG_LUA_SSL_PROTOCOLS: 'TLSv1.3',
  KONG_LUA_SSL_TRUSTED_CERTIFICATE: authorityFile,
  // The shop's server, and whatever stands before the gateway, speak for others.
  KONG_TRUSTED_IPS: '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16',
  KONG_REAL_IP_HEADER: 'X-Forwarded-For',
  KONG_REAL_IP_RECURSIVE: 'on',
  // Spans of the opentelemetry plugin, which decides how many are kept.
  KONG_TRACING_INSTRUMENTATIONS: 'request,balancer',
  KONG_TRACING_SAMPLING_RATE: '1',
  KONG_PROXY_ACCESS_LOG: '/dev/stdout',
  KONG_PROXY_ERROR_LOG: '/dev/stderr',
} as const;
