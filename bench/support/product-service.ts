/** Product alone, on a PostgreSQL and a Redis of its own, with the demo's catalogue in it. */
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { testIssuer } from '../../cloud-services/service-kit/src/testing/issuer.ts';
import { seedAssortment, seedCategories, seedRealProducts, seedRules } from '../../scripts/demo/catalogue.ts';
import { clientOf } from '../../scripts/demo/client.ts';
import { openGround } from './own-ground.ts';

export async function startProduct(folder: string) {
  const ground = await openGround(folder, false);
  const issuer = await testIssuer();
  const { address: url, pid } = await ground.service('product', {
    SALES_URL: issuer.url,
    LOG_LEVEL: process.env.DEBUG ? 'warn' : 'fatal',
  });
  const authorization = `Bearer ${await issuer.staffToken()}`;
  const client = clientOf(url, { authorization });
  for (const seed of [seedRules, seedCategories, seedAssortment, seedRealProducts]) await seed(client);
  const pool = new pg.Pool({ connectionString: ground.databaseUrl });
  return {
    url,
    authorization,
    client,
    pool,
    /** Of the service's process, in MB; Linux tells it. */
    async residentMb(): Promise<number> {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    },
    async close() {
      await pool.end();
      await issuer.close();
      await ground.close();
    },
  };
}
