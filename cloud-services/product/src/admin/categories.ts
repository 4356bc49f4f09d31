/** The category tree is replaced whole: what is gone from it must be empty. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { fieldChanges } from '@comptoir/service-kit/field-changes';
import { problem } from '@comptoir/service-kit/http/problem';
import type { CatalogueCategory } from '@comptoir/sync-protocol/feeds/rows';
import { z } from 'zod';
import { type Changed, record } from '../audit/record.ts';
import { tellCatalogue } from '../events.ts';
import { treeVersion } from '../reads/categories.ts';
import { texts } from './edit.ts';
import type { Change } from './prices.ts';

const categoryNode = z.strictObject({
  id: z.uuid(),
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  name: texts,
  get children(): z.ZodOptional<z.ZodArray<typeof categoryNode>> {
    return z.array(categoryNode).optional();
  },
});
type CategoryRow = {
  id: string;
  parentId: string | null;
  slug: string;
  nameFr: string;
  nameEn: string;
  rank: number;
};
export type CategoryNode = z.infer<typeof categoryNode>;
export const categoryTree = z.strictObject({ items: z.array(categoryNode) });

/** Depth first: a category's rank is its place in that walk. */
export function flatten(
  nodes: readonly CategoryNode[],
  parentId: string | null = null,
  from = 1,
): CategoryRow[] {
  const rows: CategoryRow[] = [];
  for (const { id, slug, name, children = [] } of nodes) {
    rows.push({ id, parentId, slug, nameFr: name.fr, nameEn: name.en, rank: from + rows.length });
    rows.push(...flatten(children, id, from + rows.length));
  }
  return rows;
}

export async function replaceCategories(
  tx: Tx,
  nodes: readonly CategoryNode[],
  actor: Change,
): Promise<void> {
  refuseDeep(nodes);
  const rows = flatten(nodes);
  refuseRepeats(rows);
  // One replacement at a time; imports go on reading.
  await tx.query('lock table category in share row exclusive mode');
  const old: CategoryRow[] = await tx.query(
    'select id, parent_id as "parentId", slug, name_fr as "nameFr", name_en as "nameEn", rank from category',
  );
  refuseStale(old, actor);
  const kept = new Set(rows.map(({ id }) => id));
  const gone = old.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  await refuseFull(tx, gone);
  await tx.query(
    `insert into category (id, parent_id, slug, name_fr, name_en, rank)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[])
     on conflict (id) do update set parent_id = excluded.parent_id, slug = excluded.slug, name_fr = excluded.name_fr,
       name_en = excluded.name_en, rank = excluded.rank`,
    [
      rows.map(({ id }) => id),
      rows.map(({ parentId }) => parentId),
      rows.map(({ slug }) => slug),
      rows.map(({ nameFr }) => nameFr),
      rows.map(({ nameEn }) => nameEn),
      rows.map(({ rank }) => rank),
    ],
  );
  await tx.query('delete from category where id = any($1::uuid[])', [gone]);
  await record(tx, actor, categoryChanges(old, rows));
  await tellCatalogue(tx, [
    ...rows.map((row) => ({ key: `category/${row.id}`, value: feedValueOf(row) })),
    ...gone.map((id) => ({ key: `category/${id}`, value: null })),
  ]);
}

/** A place in the walk moves with every category before it: it is not told. */
function categoryChanges(old: readonly CategoryRow[], next: readonly CategoryRow[]): Changed[] {
  const facts = (row: CategoryRow | undefined) => {
    if (!row) return {};
    const { id: _, rank: __, ...told } = row;
    return told;
  };
  const [before, after] = [old, next].map((rows) => new Map(rows.map((row) => [row.id, row])));
  return [...new Set([...old, ...next].map(({ id }) => id))].map((id) => {
    const [was, is] = [before?.get(id), after?.get(id)];
    return {
      kind: 'category',
      id,
      name: (is ?? was)?.nameFr ?? id,
      changes: fieldChanges(facts(was), facts(is)),
    };
  });
}

const feedValueOf = (row: CategoryRow): CatalogueCategory => ({
  id: row.id,
  parentId: row.parentId,
  name: { fr: row.nameFr, en: row.nameEn },
  rank: row.rank,
});

/** Deeper, no menu of a shop or a till is of use. */
const categoryDepthMax = 6;

function refuseDeep(nodes: readonly CategoryNode[], depth = 1): void {
  if (depth > categoryDepthMax && nodes.length > 0)
    throw problem(
      422,
      'category-too-deep',
      'The category tree is too deep',
      `Categories lie in one another at most ${categoryDepthMax} deep.`,
    );
  for (const { children = [] } of nodes) refuseDeep(children, depth + 1);
}

function refuseStale(rows: readonly CategoryRow[], { ifMatch }: Change): void {
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== `"${treeVersion(rows)}"`)
    throw problem(
      412,
      'changed-meanwhile',
      'The category tree was changed meanwhile',
      'Load it again, then make your change.',
    );
}

function refuseRepeats(rows: readonly CategoryRow[]): void {
  const names = rows.flatMap(({ id, slug }) => [id, slug]);
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined)
    throw problem(422, 'category-repeated', 'A category is in the tree twice', `Give ${repeated} once.`);
}

async function refuseFull(tx: Tx, gone: readonly string[]): Promise<void> {
  const full: { slug: string; count: string }[] = await tx.query(
    `select c.slug, count(*) from product p join category c on c.id = p.category_id where c.id = any($1::uuid[]) group by c.slug`,
    [gone],
  );
  const first = full[0];
  if (first)
    throw problem(
      409,
      'category-not-empty',
      'A category that still has products cannot go',
      `Move the ${first.count} products of ${first.slug} first.`,
    );
}
