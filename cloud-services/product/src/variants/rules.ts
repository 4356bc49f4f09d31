/** What makes the variants of a family tell apart: each has a value for every option, and no two have the same. Pure. */
import { attributeTerm } from '../attributes/attributes.ts';
import type { Definitions } from '../attributes/read-value.ts';
import { type Fault, fault } from '../import/faults.ts';
import type { Product } from '../product.ts';

/** Size, colour, and one more: nobody chooses among more. */
export const optionsMax = 3;

type Variant = Pick<Product, 'id' | 'sku' | 'attributes'>;

/** The same for two variants that nobody could tell apart. */
export const choiceOf = (optionCodes: readonly string[], { attributes }: Pick<Product, 'attributes'>) =>
  optionCodes.map((code) => attributeTerm(code, attributes[code]?.fr ?? '')).join('\n');

/** @param siblings the family's other variants; the variant itself may be among them as it was. */
export function variantFaults(
  variant: Variant,
  optionCodes: readonly string[],
  siblings: readonly Variant[],
): Fault[] {
  const missing = optionCodes.filter((code) => !variant.attributes[code]);
  if (missing.length > 0) return [fault('attributes', '', 'missing-option', missing.join(', '))];
  const choice = choiceOf(optionCodes, variant);
  const same = siblings.find(
    (sibling) => sibling.id !== variant.id && choiceOf(optionCodes, sibling) === choice,
  );
  return same && optionCodes.length > 0 ? [fault('attributes', '', 'variant-taken', same.sku)] : [];
}

export function familyFaults(
  optionCodes: readonly string[],
  definitions: Definitions,
  variants: readonly Variant[],
): Fault[] {
  const unknown = optionCodes.filter((code) => !definitions.has(code));
  if (unknown.length > 0)
    return [fault('options', optionCodes.join(' '), 'unknown-option', unknown.join(', '))];
  if (optionCodes.length > optionsMax || new Set(optionCodes).size < optionCodes.length)
    return [fault('options', optionCodes.join(' '), 'bad-options')];
  return variants.flatMap((variant) => variantFaults(variant, optionCodes, variants)).slice(0, 1);
}
