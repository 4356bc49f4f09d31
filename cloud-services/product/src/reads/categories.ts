/** The category tree, each with how many products it holds, its children's included. */
import type { CategoryView } from '../api.ts';
import type { Queries } from '../store/product-rows.ts';
import { inLanguage, type Language } from './view.ts';

type Row = {
  id: string;
  parent_id: string | null;
  slug: string;
  name_fr: string;
  name_en: string;
  count: string;
};

export async function readCategories(queries: Queries, language: Language): Promise<CategoryView[]> {
  const rows = await queries.query<Row>(
    `select c.id, c.parent_id, c.slug, c.name_fr, c.name_en, coalesce(n.count, 0) as count
     from category c left join (
       select category_id, count(*) from product where not archived and not is_family group by category_id
     ) n on n.category_id = c.id order by c.rank`,
  );
  const childrenOf = (parentId: string | null): CategoryView[] =>
    rows
      .filter((row) => row.parent_id === parentId)
      .map((row) => {
        const children = childrenOf(row.id);
        const own = Number(row.count);
        return {
          id: row.id,
          name: inLanguage({ fr: row.name_fr, en: row.name_en }, language),
          slug: row.slug,
          productCount: children.reduce((sum, child) => sum + child.productCount, own),
          children,
        };
      });
  return childrenOf(null);
}
