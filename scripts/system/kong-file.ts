/** Renders kong/kong.yml for this house: addresses of this machine, secrets of this home. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf, type House, secretOf } from './house.ts';
import { renderKong } from './kong-render.ts';
import { root } from './root.ts';

export function writeKong({ home, ports, secrets }: House): void {
  const template = readFileSync(join(root, 'kong', 'kong.yml'), 'utf8');
  const headquarters = addressOf(ports, 'headquarters');
  const rendered = renderKong(template, {
    redisHost: '127.0.0.1',
    redisPort: ports.redis,
    productTarget: `127.0.0.1:${ports.product}`,
    inventoryTarget: `127.0.0.1:${ports.inventory}`,
    salesTarget: `127.0.0.1:${ports.sales}`,
    demoApplicationKey: secretOf(secrets, 'demoApplicationKey'),
    headquartersOrigin: headquarters,
    headquartersOriginByName: headquarters.replace('127.0.0.1', 'localhost'),
  });
  writeFileSync(home.kong, rendered, { mode: 0o600 });
}
