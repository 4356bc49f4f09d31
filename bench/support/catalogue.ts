/** A catalogue of any size: the real products, and beyond their number the same again under other barcodes. */
import { checkDigit } from '@comptoir/gs1';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import { curatedCategories, realProducts } from '../../scripts/demo/data.ts';
import { demoId } from '../../scripts/demo/ids.ts';
import { realRows } from '../../scripts/demo/rows.ts';

type RealRow = Readonly<{
  gtin: string;
  name: string;
  category: string;
  taxCategory: string;
  price: { amountMinor: number };
}>;

export function catalogueOf(count: number): CatalogueProduct[] {
  const rows = realRows(realProducts(), true) as RealRow[];
  const idOf = new Map(curatedCategories().map(({ slug, id }) => [slug, id]));
  return Array.from({ length: count }, (_, at) => {
    const row = rows[at % rows.length];
    if (!row) throw new Error('there are no real products');
    const gtin = at < rows.length ? row.gtin.padStart(14, '0') : inventedGtin(at);
    const id = demoId.realProduct(gtin);
    return {
      id,
      sku: gtin,
      gtins: [gtin],
      name: { fr: row.name, en: row.name },
      categoryId: idOf.get(row.category) ?? '',
      pricing: {
        productId: id,
        unitPriceMinor: row.price.amountMinor,
        taxCategory: row.taxCategory,
        soldBy: 'piece',
      },
    };
  });
}

/** Of a range in which no real product of the data lies. */
function inventedGtin(at: number): string {
  const digits = `0699${String(at).padStart(9, '0')}`;
  return digits + checkDigit(digits);
}
