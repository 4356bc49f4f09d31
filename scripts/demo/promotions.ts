/** Three promotions to look at, invented: several for a price, a percentage on a category, and a coupon of the shop. */
import type { PromotionTerms } from '@comptoir/product/api';
import type { Client } from './client.ts';
import { curatedCategories } from './data.ts';

const from = '2026-01-01T05:00:00.000Z';
const path = '/api/v1/products/promotions';

/** Those that head office ended or changed since are left alone; one by one, since a run may have been broken off between two. */
export async function seedPromotions(client: Client): Promise<string> {
  const { items } = await client.get<{ items: Pick<PromotionTerms, 'name'>[] }>(path);
  const known = new Set(items.map(({ name }) => name.fr));
  const all = demoPromotions();
  const missing = all.filter(({ name }) => !known.has(name.fr));
  for (const promotion of missing) await client.post(path, promotion);
  return `${missing.length} of ${all.length} promotions`;
}

const demoPromotions = (): PromotionTerms[] => [
  {
    name: { fr: '2 barres pour 5 $', en: '2 bars for $5' },
    from,
    include: { categoryIds: [categoryId('barres')] },
    gives: { kind: 'mix-and-match', take: 2, priceMinor: 500 },
    priority: 0,
    stacking: 'exclusive',
  },
  {
    name: { fr: '10 % sur les soins du corps', en: '10% off body care' },
    from,
    include: { categoryIds: [categoryId('soins-corps')] },
    gives: { kind: 'percent', percent: '10' },
    priority: 0,
    stacking: 'exclusive',
  },
  {
    name: { fr: 'Bienvenue : 10 %', en: 'Welcome: 10%' },
    from,
    channels: ['web'],
    coupon: 'BIENVENUE',
    gives: { kind: 'basket-discount', spendMinor: 0, off: { percent: '10' } },
    priority: 0,
    stacking: 'exclusive',
  },
];

function categoryId(slug: string): string {
  const found = curatedCategories().find((category) => category.slug === slug);
  if (!found) throw new Error(`the demo has no category ${slug}`);
  return found.id;
}
