/**
 * Fills a running house with the demo, over HTTP and through the gateway, as its users would. Each step looks first at what is
 * there: a second run adds nothing and takes nothing back, and one that was broken off is ended by the next.
 */
import { type Home, writeWhole } from '../system/home.ts';
import { type DemoFile, readRun } from '../system/run-file.ts';
import {
  seedAssortment,
  seedBadRows,
  seedCategories,
  seedRealProducts,
  seedRules,
  seedWeights,
} from './catalogue.ts';
import { signIn } from './client.ts';
import { demoCustomer, seedCustomer } from './customer.ts';
import { assortment, realGtinsToScan } from './data.ts';
import { seedPromotions } from './promotions.ts';
import { demoStaff, seedStaff } from './staff.ts';
import { seedStock } from './stock.ts';
import { edgeStore, seedStores } from './stores.ts';

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

/** @param note is told what each step did. */
export async function seedDemo(home: Home, note: (text: string) => void): Promise<void> {
  const { gateway, demo, mail } = readRun(home.directory);
  const client = await signIn(gateway, demo.admin.login, demo.admin.password);
  for (const step of [...steps, seedCustomer(mail)]) note(await step(client));
  writeWhole(home.samples, samples());
  writeWhole(home.demo, demoFile());
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
