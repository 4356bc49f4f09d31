/** A gateway with three small services behind it: the embedded one, or the real Kong of `GATEWAY_URL` and `KONG_CONFIG`. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { renderKong } from '../../scripts/system/kong-render.ts';
import type { Declaration } from '../src/declaration.ts';
import { createGateway } from '../src/gateway.ts';
import { loadDeclaration } from '../src/load.ts';
import { type SmallService, startSmallService } from './small-service.ts';

export const origin = 'http://127.0.0.1:7403';
export const apiKey = 'key-of-the-tests-0123456789';

/** An answer's body, read freely. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of any form.
export const body = (answer: Response): Promise<any> => answer.json();

export interface House {
  readonly url: string;
  readonly key: string;
  readonly services: Readonly<Record<TargetName, SmallService>>;
  close(): Promise<void>;
}

export const template = readFileSync(new URL('../kong.yml', import.meta.url), 'utf8');

const targetNames = ['product', 'inventory', 'sales', 'cart', 'cart2', 'cart3'] as const;
export type TargetName = (typeof targetNames)[number];

/** @param portOf of each target. */
export const kongValues = (redis: URL, portOf: (name: TargetName) => number) => ({
  redisHost: redis.hostname,
  redisPort: Number(redis.port),
  ...Object.fromEntries(targetNames.map((name) => [`${name}Target`, `127.0.0.1:${portOf(name)}`])),
  shopRequestsPerSecond: 1_000,
  shopRequestsPerMinute: 30_000,
  demoApplicationKey: apiKey,
  headquartersOrigin: origin,
  headquartersOriginByName: 'http://localhost:7403',
});

export function mustLoad(text: string): Declaration {
  const loaded = loadDeclaration(text);
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
  return loaded.declaration;
}

/** @param adjust changes the declaration before the embedded gateway starts; a real Kong runs what it was given. */
export async function startHouse(
  redisUrl: string,
  adjust: (declaration: Declaration) => void = () => {},
): Promise<House> {
  const running = process.env.GATEWAY_URL;
  const given = running ? mustLoad(readFileSync(process.env.KONG_CONFIG ?? '', 'utf8')) : undefined;
  const start = (name: TargetName, service: string = name, at = 0) =>
    startSmallService(name, portIn(given, service, at));
  const services = {
    product: await start('product'),
    inventory: await start('inventory'),
    sales: await start('sales'),
    cart: await start('cart'),
    cart2: await start('cart2', 'cart', 1),
    cart3: await start('cart3', 'cart', 2),
  };
  const closeServices = () => Promise.all(Object.values(services).map((service) => service.close()));
  if (running && given) {
    const key = given.consumers?.[0]?.keyauth_credentials[0]?.key ?? '';
    return {
      url: running.replace(/\/$/, ''),
      key,
      services,
      close: async () => void (await closeServices()),
    };
  }
  const values = kongValues(new URL(redisUrl), (name) => services[name].port);
  const declaration = mustLoad(renderKong(template, values));
  adjust(declaration);
  const gateway = createGateway(declaration, {
    warn: () => {},
    error: (fields, message) => console.error(message, fields),
  });
  await new Promise<void>((resolve) => gateway.server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(gateway.server.address() as AddressInfo).port}`;
  return {
    url,
    key: apiKey,
    services,
    async close() {
      await Promise.all([gateway.close(), closeServices()]);
    },
  };
}

function portIn(declaration: Declaration | undefined, service: string, at: number): number {
  const upstream = declaration?.upstreams.find(({ name }) => name === `${service}.upstream`);
  return Number(upstream?.targets[at]?.target.split(':')[1] ?? 0);
}
