/** Renders kong/kong.yml for this house: addresses of this machine, secrets of this home. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf, type House, secretOf, serviceInstances } from './house.ts';
import { renderKong } from './kong-render.ts';
import { root } from './root.ts';

/**
 * Here every shopper, the shop's own server and the benches come from one address: the limit is what a small machine can
 * serve at all, not what one household needs (some 50 a second and 1500 a minute).
 */
const localLimits = { shopRequestsPerSecond: 2_000, shopRequestsPerMinute: 60_000 };

export function writeKong({ home, ports, secrets }: House): void {
  const template = readFileSync(join(root, 'kong', 'kong.yml'), 'utf8');
  const headquarters = addressOf(ports, 'headquarters');
  const rendered = renderKong(template, {
    redisHost: '127.0.0.1',
    redisPort: ports.redis,
    ...Object.fromEntries(serviceInstances.map((name) => [`${name}Target`, `127.0.0.1:${ports[name]}`])),
    ...localLimits,
    demoApplicationKey: secretOf(secrets, 'demoApplicationKey'),
    headquartersOrigin: headquarters,
    headquartersOriginByName: headquarters.replace('127.0.0.1', 'localhost'),
  });
  writeFileSync(home.kong, rendered, { mode: 0o600 });
}
