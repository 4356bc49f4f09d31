/**
 * What a sale costs on the wire: five lines of the real catalogue, paid by card, as the till freezes it and the edge sends it; names in both
 * languages included, headers of HTTP not. Ids are those of the product: UUIDv7, which nothing can make smaller.
 */
import { gzipSync } from 'node:zlib';
import { priceBasket } from '@comptoir/pricing';
import type { Basket } from '@comptoir/pricing/contract';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import type { RecordLines } from '@comptoir/sync-protocol/records/envelope';
import { encodeRecords } from '@comptoir/sync-protocol/records/frame';
import { type SaleBody, saleBody } from '@comptoir/sync-protocol/records/kinds';
import { batchEncoding } from '@comptoir/sync-protocol/wire/batch-encoding';
import { columnEncoding } from '@comptoir/sync-protocol/wire/columns';
import { createIds } from '../store-edge/agent/src/ids.ts';
import { packBatch } from '../store-edge/agent/src/sync/pack-batch.ts';
import { rules, STORE_ID } from '../store-edge/agent/test/support/store.ts';
import { catalogueOf } from './support/catalogue.ts';
import { print } from './support/figures.ts';

const SALES = 100;
const LINES = 5;
const BATCH_GOAL = 320;
const ALONE_GOAL = 800;

const newId = createIds({ now: () => new Date() });
const [shiftId, cashierId] = [newId(), newId()];
const products = catalogueOf(3_000);
const byId = new Map(products.map((product) => [product.id, product]));
/** Some things sell better than others. */
const drawn = (sale: number, line: number): CatalogueProduct => {
  const share = ((sale * LINES + line) * 0.618_033_988_7) % 1;
  const product = products[Math.floor(share * share * products.length)];
  if (!product) throw new Error('the catalogue is empty');
  return product;
};

function saleAt(sale: number): SaleBody {
  const at = new Date(Date.UTC(2026, 10, 24, 13) + sale * 61_234).toISOString();
  const sold = Array.from({ length: LINES }, (_, line) => drawn(sale, line));
  const basket: Basket = {
    ...{ currency: 'CAD', channel: 'pos', openedAt: at, taxDate: '2026-11-24', storeId: STORE_ID },
    ...{ jurisdiction: 'CA-QC', coupons: [] },
    lines: sold.map(({ id }, line) => ({ id: `l${line + 1}`, productId: id, quantity: '1' })),
  };
  const priced = priceBasket(basket, { ...rules, products: (id) => byId.get(id)?.pricing }, at);
  const { version, taxMode, cashIncrementMinor } = rules;
  return saleBody.parse({
    ...{ saleId: newId(), storeId: STORE_ID, shiftId, cashierId, language: 'fr', completedAt: at },
    ...{ cataloguePosition: `x7Kd92mQpLz:${30_000 + sale}`, rules: { version, taxMode, cashIncrementMinor } },
    ...{ basket, priced, cashRoundingMinor: 0 },
    lines: sold.map(({ sku, gtins, name, pricing }, line) => ({
      ...{ lineId: `l${line + 1}`, sku, gtin: gtins[0], name, taxCategory: pricing.taxCategory },
      ...{ soldBy: pricing.soldBy, listUnitPriceMinor: pricing.unitPriceMinor },
    })),
    tenders: [
      {
        ...{ kind: 'card', amountMinor: priced.totalMinor, attemptId: newId(), brand: 'visa' },
        ...{ last4: String(1_000 + ((sale * 83) % 9_000)), entryMode: 'contactless' },
        ...{
          approvalCode: String(100_000 + ((sale * 7_919) % 900_000)),
          terminalReference: String(20_000 + sale),
        },
      },
    ],
    stock: basket.lines.map(({ productId, quantity }) => ({
      ...{ movementId: newId(), productId, quantity: `-${quantity}` },
    })),
  });
}

const journal = newId();
const records = Array.from({ length: SALES }, (_, sale): RecordLines => {
  const body = saleAt(sale);
  const header = {
    ...{ v: 1, journal, seq: sale + 1, id: newId(), kind: 'sale', kindVersion: 1, register: '1' },
    ...{ number: `012-1-K7QF-${String(sale + 1).padStart(6, '0')}`, actor: cashierId, at: body.completedAt },
    ...{ skewMs: -120, businessDate: '2026-11-24' },
  };
  return { header: JSON.stringify(header), body: JSON.stringify(body), personal: '' };
});

const packed = async (some: readonly RecordLines[]): Promise<number> =>
  (await packBatch(some, [columnEncoding, batchEncoding])).bytes.length / some.length;
const zipped = (some: readonly RecordLines[]): number => gzipSync(encodeRecords(some)).length / some.length;
const alone = records.slice(0, 1);
for (const [what, some, goal] of [
  [`in batches of ${SALES}`, records, BATCH_GOAL],
  ['sent alone', alone, ALONE_GOAL],
] as const) {
  const bytes = await packed(some);
  print({
    name: `bytes of a sale of ${LINES} lines by card, ${what}`,
    ours: `${Math.round(bytes)} B`,
    peer: `${Math.round(zipped(some))} B with gzip`,
    ratio: bytes / zipped(some),
    goal: `≤ ${goal} B`,
    met: bytes <= goal,
  });
}
