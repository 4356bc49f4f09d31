/** What shops and tills ask of Product most, to be asked before they do. */
import type { Question } from '@comptoir/service-kit/http/warm-up';
import type { Queries } from '../store/product-rows.ts';

/** Of the assortment's head. */
const productsAsked = 20;
/** Each connection says a statement several times before PostgreSQL keeps a plan for it. */
const rounds = 4;

/** @returns none as long as nothing is ranked. */
export async function mostAsked(queries: Queries): Promise<Question[]> {
  const products = await queries.query<{ id: string; name: string }>(
    `select id, name_fr as name from product where rank is not null and not archived and not is_family
     order by rank limit ${productsAsked}`,
  );
  const once = products.flatMap(({ id, name }): Question[] => [
    {
      method: 'POST',
      path: '/api/v1/products/search',
      body: { query: name.split(' ')[0] ?? name, limit: 24 },
    },
    { method: 'GET', path: `/api/v1/products/${id}` },
  ]);
  return Array.from({ length: rounds }, () => once).flat();
}
