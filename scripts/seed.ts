/**
 * Fills a running house with the demo, over HTTP and through the gateway, as its users would. Each step looks first at
 * what is there: a second run adds nothing and takes nothing back.
 */

import {
  seedAssortment,
  seedBadRows,
  seedCategories,
  seedRealProducts,
  seedRules,
} from './demo/catalogue.ts';
import { signIn } from './demo/client.ts';
import { demoCustomer, seedCustomer } from './demo/customer.ts';
import { assortment } from './demo/data.ts';
import { seedPromotions } from './demo/promotions.ts';
import { demoStaff, seedStaff } from './demo/staff.ts';
import { seedStock } from './demo/stock.ts';
import { edgeStore, seedStores } from './demo/stores.ts';
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
const realGtins = ['0068100084245', '0064100852686', '80050865'];

const steps = [
  seedStores,
  seedStaff,
  seedRules,
  seedCategories,
  seedAssortment,
  seedRealProducts,
  seedPromotions,
  seedBadRows,
  seedStock,
];

const say = (text: string) => void process.stdout.write(`${text}\n`);

try {
  const home = homeFrom(process.env.COMPTOIR_HOME);
  const { gateway, demo, mail } = readRun(process.env.COMPTOIR_HOME);
  const client = await signIn(gateway, demo.admin.login, demo.admin.password);
  for (const step of [...steps, seedCustomer(mail)]) say(await step(client));
  writeWhole(home.samples, samples());
  writeWhole(home.demo, demoFile());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
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
    gtins: [...invented, ...realGtins],
  };
}
