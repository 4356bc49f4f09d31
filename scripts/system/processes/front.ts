/** What stands before the services: the gateway, and the servers of web apps. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { webApps } from '../../building/entries.ts';
import { addressOf, type House } from '../house.ts';
import type { PlannedProcess } from '../plan.ts';
import { root } from '../root.ts';
import { nodeProcess } from './node-process.ts';

export function front({ home, ports }: House): readonly PlannedProcess[] {
  return [
    nodeProcess('gateway', {
      program: 'gateway',
      env: {
        PORT: String(ports.gateway),
        KONG_CONFIG: home.kong,
        KONG_CONFIG_SHA256: createHash('sha256').update(readFileSync(home.kong)).digest('hex'),
      },
    }),
    nodeProcess('headquarters', {
      program: 'headquarters',
      env: {
        PORT: String(ports.headquarters),
        GATEWAY_URL: addressOf(ports, 'gateway'),
        APP_DIST: join(root, webApps.headquarters, 'dist'),
      },
    }),
  ];
}
