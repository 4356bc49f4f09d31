/**
 * A gateway with small services behind it: the embedded one, or a real Kong (`KONG_PROXY_URL`), which is given the same
 * declaration over its Admin API. Source: developer.konghq.com, DB-less mode, `POST /config`.
 */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { stringify } from 'yaml';
import { renderKong } from '../../scripts/system/kong-render.ts';
import { trustedAddresses } from '../src/client-ip.ts';
import type { Declaration } from '../src/declaration.ts';
import { createGateway, type Gateway } from '../src/gateway.ts';
import { loadDeclaration } from '../src/load.ts';
import { type SmallService, startSmallService } from './small-service.ts';

export const origin = 'http://127.0.0.1:7403';
export const apiKey = 'key-of-the-tests-0123456789';
export const storefrontKey = 'key-of-the-shop-0123456789';

/** An answer's body, read freely. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of any form.
export const body = (answer: Response): Promise<any> => answer.json();

const targetNames = [
  'product',
  'inventory',
  'sales',
  'customer',
  'cart',
  'cart2',
  'cart3',
  'order',
  'reporting',
] as const;
export type TargetName = (typeof targetNames)[number];

/** Keys of those who sign tokens, and a token of theirs. */
export function signer(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return {
    keys: [{ key: kid, algorithm: 'EdDSA' as const, rsa_public_key: pem }],
    token: (claims: object = {}, head: object = {}) => token(privateKey, { kid, ...head }, claims),
  };
}

function token(key: KeyObject, head: object, claims: object): string {
  const inAnHour = Math.floor(Date.now() / 1_000) + 3_600;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'EdDSA', ...head })}.${part({ sub: 'somebody', exp: inAnHour, ...claims })}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}

export const signers = { sales: signer('sales-1'), customer: signer('customer-1') };
export const bearer = (text: string) => ({ authorization: `Bearer ${text}` });

export const template = readFileSync(new URL('../kong.yml', import.meta.url), 'utf8');

/** @param portOf of each target. */
export const kongValues = (redis: URL, portOf: (name: TargetName) => number) => ({
  redisHost: redis.hostname,
  redisPort: Number(redis.port),
  redisTls: false,
  ...Object.fromEntries(
    targetNames
      .filter((name) => !/\d$/.test(name))
      .map((service) => [
        `${service}Targets`,
        targetNames
          .filter((name) => name.replace(/\d$/, '') === service)
          .map((name) => ({ target: `127.0.0.1:${portOf(name)}`, weight: 100 })),
      ]),
  ),
  shopRequestsPerSecond: 1_000,
  shopRequestsPerMinute: 30_000,
  storefrontRequestsPerSecond: 400,
  storefrontRequestsPerMinute: 20_000,
  partnerRequestsPerSecond: 60,
  partnerRequestsPerMinute: 3_000,
  signInsPerSecond: 10,
  signInsPerMinute: 120,
  tracesEndpoint: 'http://127.0.0.1:4318/v1/traces',
  tracesRatio: 0,
  salesTokenKeys: signers.sales.keys,
  customerTokenKeys: signers.customer.keys,
  demoApplicationKey: apiKey,
  storefrontKey,
  gatewayKeyHeader: 'X-Gateway-Key:key-of-the-gateway',
  headquartersOrigin: origin,
  headquartersOriginByName: 'http://localhost:7403',
  gatewayCertificate: '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n',
  gatewayCertificateKey: '-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n',
  houseAuthority: '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n',
});

export function mustLoad(text: string): Declaration {
  const loaded = loadDeclaration(text);
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
  return loaded.declaration;
}

/** The small services have no certificates; those that have are in `mutual.test.ts`. */
function inTheClear(declaration: Declaration): void {
  delete declaration.certificates;
  delete declaration.ca_certificates;
  for (const service of declaration.services) {
    service.protocol = 'http';
    delete service.client_certificate;
    delete service.ca_certificates;
    delete service.tls_verify;
  }
  for (const upstream of declaration.upstreams) {
    delete upstream.client_certificate;
    delete upstream.host_header;
    upstream.healthchecks.active.type = 'http';
    delete upstream.healthchecks.active.https_verify_certificate;
  }
}

export interface House {
  readonly url: string;
  readonly services: Readonly<Record<TargetName, SmallService>>;
  readonly declaration: Declaration;
  /** Undefined when a real Kong is asked. */
  readonly gateway: Gateway | undefined;
  close(): Promise<void>;
}

/** @param adjust changes the declaration before the gateway gets it. */
export async function startHouse(
  redisUrl: string,
  adjust: (declaration: Declaration) => void = () => {},
): Promise<House> {
  const started = await Promise.all(
    targetNames.map(async (name) => [name, await startSmallService(name)] as const),
  );
  const services = Object.fromEntries(started) as Record<TargetName, SmallService>;
  const closeServices = () => Promise.all(started.map(([, service]) => service.close()));
  const values = kongValues(new URL(redisUrl), (name) => services[name].port);
  const declaration = mustLoad(renderKong(template, values));
  inTheClear(declaration);
  adjust(declaration);
  const real = process.env.KONG_PROXY_URL;
  if (real) {
    await configure(real, declaration);
    const close = async () => void (await closeServices());
    return { url: real.replace(/\/$/, ''), services, declaration, gateway: undefined, close };
  }
  const gateway = createGateway(
    declaration,
    { warn: () => {}, error: (fields, message) => console.error(message, fields) },
    { trusted: trustedAddresses(['127.0.0.1']) },
  );
  await new Promise<void>((resolve) => gateway.server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(gateway.server.address() as AddressInfo).port}`;
  const close = async () => void (await Promise.all([gateway.close(), closeServices()]));
  return { url, services, declaration, gateway, close };
}

/** The Admin API listens on the port after the proxy's, unless told (`KONG_ADMIN_URL`). */
async function configure(proxy: string, declaration: Declaration): Promise<void> {
  const beside = new URL(proxy);
  beside.port = String(Number(beside.port) + 1);
  const config = stringify(declaration, { aliasDuplicateObjects: false });
  const answer = await fetch(new URL('/config', process.env.KONG_ADMIN_URL ?? beside), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ config }),
  });
  if (!answer.ok) throw new Error(`Kong refuses the declaration: ${answer.status} ${await answer.text()}`);
}
