/** The category tree, each with how many products it holds, its children's included. */
import { createHash } from 'node:crypto';
import type { CategoryView } from '../api.ts';
import type { Queries } from '../store/product-rows.ts';
import { inLanguage, type Language } from './view.ts';

/** The ids of a category and of all below it, at any depth. @param root which it is. */
export const categoriesBelow = (root: string): string => `
  with recursive below as (
    select id from category where ${root}
    union select c.id from category c join below on c.parent_id = below.id
  ) select id from below`;

type Row = {
  id: string;
  parentId: string | null;
  slug: string;
  nameFr: string;
  nameEn: string;
  rank: number;
  count: string;
};

/** Names a tree as it is, so that whoever replaces it has seen this one; an integer that JSON holds. */
export function treeVersion(
  rows: readonly Readonly<{
    id: string;
    parentId: string | null;
    slug: string;
    nameFr: string;
    nameEn: string;
    rank: number;
  }>[],
): number {
  const told = rows.map(({ id, parentId, slug, nameFr, nameEn, rank }) =>
    JSON.stringify([rank, id, parentId, slug, nameFr, nameEn]),
  );
  const digest = createHash('sha256').update(told.sort().join('\n')).digest('hex');
  return Number.parseInt(digest.slice(0, 12), 16);
}

export async function readCategories(
  queries: Queries,
  language: Language,
): Promise<{ items: CategoryView[]; version: number }> {
  const rows = await queries.query<Row>(
    `select c.id, c.parent_id as "parentId", c.slug, c.name_fr as "nameFr", c.name_en as "nameEn", c.rank,
       coalesce(n.count, 0) as count
     from category c left join (
       select category_id, count(*) from product where not archived and not is_family group by category_id
     ) n on n.category_id = c.id order by c.rank`,
  );
  const childrenOf = (parentId: string | null): CategoryView[] =>
    rows
      .filter((row) => row.parentId === parentId)
      .map((row) => {
        const children = childrenOf(row.id);
        const own = Number(row.count);
        return {
          id: row.id,
          name: inLanguage({ fr: row.nameFr, en: row.nameEn }, language),
          slug: row.slug,
          productCount: children.reduce((sum, child) => sum + child.productCount, own),
          children,
        };
      });
  return { items: childrenOf(null), version: treeVersion(rows) };
}
