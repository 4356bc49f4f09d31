/** Promotions travel as rows beside the rules; whoever prices puts the two together. */
import type { BasketRules, Promotion } from '../contract.ts';

/** @returns rules whose version names the promotions too: two places that hold the same rows say the same. */
export function withPromotions(rules: BasketRules, promotions: readonly Promotion[]): BasketRules {
  if (promotions.length === 0) return rules;
  const newest = promotions.reduce((max, { revision }) => Math.max(max, revision), 0);
  return { ...rules, version: `${rules.version}+${newest}`, promotions: [...promotions] };
}

type Category = Readonly<{ id: string; parentId: string | null }>;

/**
 * @returns of a category, those that a promotion names: itself and what is above it. Others are left out, so that a sale's record
 * tells only what its price hangs on.
 */
export function promotedCategories(
  promotions: readonly Promotion[],
  categories: Iterable<Category>,
): (categoryId: string) => string[] {
  const named = new Set(promotions.flatMap(namedBy));
  const parentOf = new Map([...categories].map(({ id, parentId }) => [id, parentId]));
  const known = new Map<string, string[]>();
  const above = (categoryId: string): string[] => {
    const found: string[] = [];
    const seen = new Set<string>();
    for (let id: string | null | undefined = categoryId; id && !seen.has(id); id = parentOf.get(id)) {
      seen.add(id);
      if (named.has(id)) found.push(id);
    }
    return found;
  };
  return (categoryId) => {
    const found = known.get(categoryId) ?? above(categoryId);
    known.set(categoryId, found);
    return found;
  };
}

function namedBy({ include, exclude, gives }: Promotion): string[] {
  const parts = gives.kind === 'bundle' ? gives.parts.map(({ on }) => on) : [];
  return [include, exclude, ...parts].flatMap((selection) => selection?.categoryIds ?? []);
}
