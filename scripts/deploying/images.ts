/** Images that are run, each at one version. Ours is made by deploy/Dockerfile. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../system/root.ts';

const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

export const images = {
  comptoir: `comptoir:${version}`,
  // The version whose schemas kong.yml is held against is 3.10, of which no free image is published.
  kong: 'kong:3.9.1-ubuntu',
  // As scripts/up runs it.
  postgres: 'postgres:18.4-bookworm',
  redis: 'redis:7.2.7-bookworm',
  prometheus: 'prom/prometheus:v2.53.4',
  alertmanager: 'prom/alertmanager:v0.27.0',
  grafana: 'grafana/grafana:11.6.0',
} as const;
