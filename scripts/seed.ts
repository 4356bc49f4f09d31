/**
 * `scripts/seed --volume 1000000` fills Reporting with that many sale lines of the last two years; see `demo/volume.ts`. Otherwise:
 * fills a running house with the demo, over HTTP and through the gateway, as its users would. Each step looks first at
 * what is there: a second run adds nothing and takes nothing back.
 */

import { parseArgs } from 'node:util';
import pg from 'pg';
import {
  seedAssortment,
  seedBadRows,
  seedCategories,
  seedRealProducts,
  seedRules,
  seedWeights,
} from './demo/catalogue.ts';
import { signIn } from './demo/client.ts';
import { demoCustomer, seedCustomer } from './demo/customer.ts';
import { assortment, realGtinsToScan } from './demo/data.ts';
import { seedPromotions } from './demo/promotions.ts';
import { demoStaff, seedStaff } from './demo/staff.ts';
import { seedStock } from './demo/stock.ts';
import { edgeStore, seedStores } from './demo/stores.ts';
import { fillVolume, volumeLinesMax } from './demo/volume.ts';
import { homeFrom, writeWhole } from './system/home.ts';
import { type DemoFile, readRun } from './system/run-file.ts';

/** Worth scanning at a till: variants, taxed and untaxed, and a few of the real ones. */
const skusToScan = [
  'BO-01',
  'BO-10',
  'PL-02',
  'PL-14',
  'PL-23',
  'EP-19',
  'PD-06',
  'CO-13',
  'BV-14',
  'BV-07',
  'MA-05',
  'PA-07',
  'CA-04',
  'VE-02',
];

const steps = [
  seedStores,
  seedStaff,
  seedRules,
  seedCategories,
  seedWeights,
  seedAssortment,
  seedRealProducts,
  seedPromotions,
  seedBadRows,
  seedStock,
];

const dayMs = 86_400_000;
const say = (text: string) => void process.stdout.write(`${text}\n`);

const { values } = parseArgs({ options: { volume: { type: 'string' } } });

try {
  say(values.volume === undefined ? await seedDemo() : await seedVolume(Number(values.volume)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function seedDemo(): Promise<string> {
  const home = homeFrom(process.env.COMPTOIR_HOME);
  const { gateway, demo, mail } = readRun(process.env.COMPTOIR_HOME);
  const client = await signIn(gateway, demo.admin.login, demo.admin.password);
  for (const step of steps) say(await step(client));
  const last = await seedCustomer(mail)(client);
  writeWhole(home.samples, samples());
  writeWhole(home.demo, demoFile());
  return last;
}

async function seedVolume(lines: number): Promise<string> {
  if (!Number.isInteger(lines) || lines < 1 || lines > volumeLinesMax)
    throw new Error(`--volume takes a number of sale lines, from 1 to ${volumeLinesMax}.`);
  const url = new URL(readRun(process.env.COMPTOIR_HOME).postgres);
  url.pathname = '/reporting';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const made = await fillVolume(client, lines, new Date(Date.now() - dayMs).toISOString().slice(0, 10));
    return made === 0
      ? 'Reporting has generated lines already: scripts/rebuild-reporting takes them away.'
      : `${made} sale lines made, of two years until yesterday.`;
  } finally {
    await client.end();
  }
}

/** What the devices page offers to scan: those of `skusToScan` first, then the rest of the assortment. */
function samples() {
  const rank = ({ sku }: { sku: string }) =>
    skusToScan.includes(sku) ? skusToScan.indexOf(sku) : skusToScan.length;
  return assortment()
    .toSorted((one, other) => rank(one) - rank(other))
    .flatMap(({ gtins, name }) => (gtins?.[0] ? [{ gtin: gtins[0].slice(1), name }] : []));
}

function demoFile(): DemoFile {
  const bySku = new Map(assortment().map(({ sku, gtins }) => [sku, gtins?.[0]]));
  const invented = skusToScan.flatMap((sku) => bySku.get(sku) ?? []).map((gtin14) => gtin14.slice(1));
  return {
    staff: demoStaff,
    customer: demoCustomer,
    storeId: edgeStore.id,
    registerId: edgeStore.registers[0]?.id ?? '',
    gtins: [...invented, ...realGtinsToScan],
  };
}
