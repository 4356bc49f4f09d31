/** Promotions travel as rows beside the rules; whoever prices puts the two together. */
import type { BasketRules, Promotion, Selection } from '../contract.ts';

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

/** @returns of a product's attributes, those that a promotion names; none: `undefined`. What a sale's record tells, as of categories. */
export function promotedAttributes(
  promotions: readonly Promotion[],
): (attributes: Readonly<Record<string, string>> | undefined) => Record<string, string> | undefined {
  const named = new Set(
    promotions.flatMap((promotion) =>
      selectionsOf(promotion).flatMap(({ attributes }) => Object.keys(attributes ?? {})),
    ),
  );
  return (attributes = {}) => {
    const found = Object.entries(attributes).filter(([code]) => named.has(code));
    return found.length === 0 ? undefined : Object.fromEntries(found);
  };
}

const namedBy = (promotion: Promotion): string[] =>
  selectionsOf(promotion).flatMap(({ categoryIds = [] }) => categoryIds);

function selectionsOf({ include, exclude, gives }: Promotion): Selection[] {
  const parts = gives.kind === 'bundle' ? gives.parts.map(({ on }) => on) : [];
  return [include, exclude, ...parts].filter((selection) => selection !== undefined);
}
