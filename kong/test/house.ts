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
  readonly services: Readonly<Record<'product' | 'inventory' | 'sales', SmallService>>;
  close(): Promise<void>;
}

export const template = readFileSync(new URL('../kong.yml', import.meta.url), 'utf8');

export const kongValues = (redis: URL, ports: { product: number; inventory: number; sales: number }) => ({
  redisHost: redis.hostname,
  redisPort: Number(redis.port),
  productTarget: `127.0.0.1:${ports.product}`,
  inventoryTarget: `127.0.0.1:${ports.inventory}`,
  salesTarget: `127.0.0.1:${ports.sales}`,
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
  const services = {
    product: await startSmallService('product', portIn(given, 'product')),
    inventory: await startSmallService('inventory', portIn(given, 'inventory')),
    sales: await startSmallService('sales', portIn(given, 'sales')),
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
  const ports = {
    product: services.product.port,
    inventory: services.inventory.port,
    sales: services.sales.port,
  };
  const declaration = mustLoad(renderKong(template, kongValues(new URL(redisUrl), ports)));
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

function portIn(declaration: Declaration | undefined, service: string): number {
  const upstream = declaration?.upstreams.find(({ name }) => name === `${service}.upstream`);
  return Number(upstream?.targets[0]?.target.split(':')[1] ?? 0);
}
