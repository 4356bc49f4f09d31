/**
 * Decides what becomes of each parsed row, given what the catalogue holds: create, update, leave, or refuse. Pure: the
 * facts are looked up before, the writing is done after.
 */

import type { Money } from '@comptoir/pricing/contract';
import { inOrder } from '../attributes/attributes.ts';
import { type Definitions, readValues } from '../attributes/read-value.ts';
import { skuOfGtin } from '../gtin.ts';
import { newId } from '../ids.ts';
import type { Product } from '../product.ts';
import { choiceOf, familyFaults, variantFaults } from '../variants/rules.ts';
import { badValues } from './checks.ts';
import { type Fault, fault } from './faults.ts';
import type { ImportedRow } from './row.ts';
import { type RowsByName, rowsByName } from './rows-by-name.ts';

type Family = Pick<Product, 'id' | 'optionCodes'>;

/** What the catalogue holds of the things that a batch names. */
export type Facts = Readonly<{
  categoryIdOf: ReadonlyMap<string, string>;
  /** Empty: no rules have been given yet, and any tax category goes. */
  taxCategories: ReadonlySet<string>;
  byId: ReadonlyMap<string, Product>;
  bySku: ReadonlyMap<string, Product>;
  /** GTIN → the product that has it. */
  byGtin: ReadonlyMap<string, Product>;
  definitions: Definitions;
  /** The variants that there are, of each family that a batch touches. */
  variantsOf: ReadonlyMap<string, readonly Product[]>;
  /** A price needs a second person: a file cannot change one, and what is new waits for its first. */
  pricesNeedTwo: boolean;
}>;

/** What the file has said so far; grows row by row. Bounded by the rows that one import may have. */
export type Seen = Readonly<{
  gtins: RowsByName;
  /** By SKU and by id. */
  products: RowsByName;
  /** SKU → the families that this file holds. */
  families: Map<string, Family>;
  /** SKU and id → the id of each deposit or eco-fee that this file holds. */
  charges: Map<string, string>;
  /** By family and what tells a variant from its siblings; only of families with options. */
  variants: RowsByName;
}>;

export const nothingSeen = (): Seen => ({
  gtins: rowsByName(),
  products: rowsByName(),
  families: new Map(),
  charges: new Map(),
  variants: rowsByName(),
});

export type Plan =
  | Readonly<{ do: 'create'; product: Product /** Waits for a second person. */; firstPrice?: Money }>
  | Readonly<{ do: 'update'; product: Product; before: Product }>
  | Readonly<{ do: 'leave' }>
  | Readonly<{ do: 'refuse'; faults: readonly Fault[] }>;

export function planRow(rowNumber: number, row: ImportedRow, facts: Facts, seen: Seen): Plan {
  const existing = findExisting(row, facts);
  const sku = row.sku ?? existing?.sku ?? skuOfFirst(row);
  const faults = [
    ...duplicateFaults(rowNumber, row, [sku, existing?.id ?? row.id], seen),
    ...takenFaults(row, existing, facts),
    ...referenceFaults(row, facts, seen),
    ...(existing ? approvalFaults(row, existing, facts) : missingFaults(row)),
  ];
  if (sku === undefined) faults.push(fault('sku', '', 'missing-code'));
  const { values, bad } = readValues(row.attributes ?? {}, facts.definitions);
  faults.push(...badValues(row.attributes ?? {}, bad, facts.definitions));
  if (faults.length > 0 || sku === undefined) return { do: 'refuse', faults };
  const inForm = row.attributes === undefined ? row : { ...row, attributes: inOrder(values) };
  const product = merge(inForm, sku, existing, facts, seen);
  const unlike = [...chargeFaults(row, product, existing), ...optionFaults(rowNumber, product, facts, seen)];
  if (unlike.length > 0) return { do: 'refuse', faults: unlike };
  remember(rowNumber, product, seen);
  if (product.isFamily) seen.families.set(sku, { id: product.id, optionCodes: product.optionCodes });
  if (product.isCharge) seen.charges.set(sku, product.id).set(product.id, product.id);
  if (!existing) return creation(product, facts);
  return sameProduct(existing, product) ? { do: 'leave' } : { do: 'update', product, before: existing };
}

function creation(product: Product, { pricesNeedTwo }: Facts): Plan {
  const { price } = product;
  if (!pricesNeedTwo || price === null) return { do: 'create', product };
  return { do: 'create', product: { ...product, price: null }, firstPrice: price };
}

/** By id, else by SKU, else, where the row has no SKU, by barcode. */
function findExisting(row: ImportedRow, facts: Facts): Product | undefined {
  const byId = row.id === undefined ? undefined : facts.byId.get(row.id);
  if (byId) return byId;
  if (row.sku !== undefined) return facts.bySku.get(row.sku);
  const [first] = row.gtins ?? [];
  return first === undefined ? undefined : facts.byGtin.get(first);
}

const skuOfFirst = ({ gtins }: ImportedRow) => (gtins?.[0] === undefined ? undefined : skuOfGtin(gtins[0]));

/** @param names the SKU and the id: one file may speak of a product once. */
function duplicateFaults(
  rowNumber: number,
  row: ImportedRow,
  names: readonly (string | undefined)[],
  seen: Seen,
): Fault[] {
  const faults: Fault[] = [];
  for (const gtin of row.gtins ?? []) {
    const earlier = seen.gtins.get(gtin);
    if (earlier !== undefined && earlier !== rowNumber)
      faults.push(fault('gtin', gtin, 'duplicate-gtin', String(earlier)));
  }
  if (faults.length > 0) return faults;
  const repeated = names.find((name) => name !== undefined && seen.products.get(name) !== undefined);
  if (repeated !== undefined)
    faults.push(fault('sku', repeated, 'duplicate-sku', String(seen.products.get(repeated))));
  return faults;
}

function takenFaults(row: ImportedRow, existing: Product | undefined, facts: Facts): Fault[] {
  const skuOwner = row.sku === undefined ? undefined : facts.bySku.get(row.sku);
  if (skuOwner && skuOwner.id !== existing?.id) return [fault('sku', row.sku, 'sku-taken', skuOwner.id)];
  return (row.gtins ?? []).flatMap((gtin) => {
    const owner = facts.byGtin.get(gtin);
    return owner && owner.id !== existing?.id ? [fault('gtin', gtin, 'gtin-taken', owner.sku)] : [];
  });
}

function referenceFaults(row: ImportedRow, facts: Facts, seen: Seen): Fault[] {
  const faults: Fault[] = [];
  const { category, taxCategory, familySku } = row;
  if (category !== undefined && !facts.categoryIdOf.has(category))
    faults.push(fault('category', category, 'unknown-category'));
  if (taxCategory !== undefined && facts.taxCategories.size > 0 && !facts.taxCategories.has(taxCategory))
    faults.push(fault('taxCategory', taxCategory, 'unknown-tax-category'));
  if (familySku !== undefined && familyOf(familySku, facts, seen) === undefined)
    faults.push(fault('familySku', familySku, 'unknown-family'));
  for (const charge of row.charges ?? [])
    if (chargeOf(charge, facts, seen) === undefined)
      faults.push(fault('charges', charge, 'unknown-charge', charge));
  return faults;
}

function approvalFaults({ priceMinor }: ImportedRow, { price }: Product, { pricesNeedTwo }: Facts): Fault[] {
  const isOther = priceMinor !== undefined && priceMinor !== price?.amountMinor;
  return pricesNeedTwo && isOther ? [fault('price', priceMinor, 'price-needs-two')] : [];
}

function missingFaults(row: ImportedRow): Fault[] {
  return [
    ...(row.name === undefined ? [fault('name', '', 'missing-name')] : []),
    ...(row.category === undefined ? [fault('category', '', 'missing-category')] : []),
    ...(row.priceMinor === undefined && !row.isFamily ? [fault('price', '', 'missing-price')] : []),
  ];
}

function familyOf(sku: string, facts: Facts, seen: Seen): Family | undefined {
  const known = facts.bySku.get(sku);
  return seen.families.get(sku) ?? (known?.isFamily ? known : undefined);
}

function chargeOf(named: string, facts: Facts, seen: Seen): string | undefined {
  const known = facts.bySku.get(named) ?? facts.byId.get(named);
  return seen.charges.get(named) ?? (known?.isCharge && !known.archived ? known.id : undefined);
}

/** A bottle has its deposit, a screen its eco-fee; no law asks for more. */
export const chargesMax = 5;

/** Whether something is sold with a charge that would be none any more is asked at its page. */
function chargeFaults({ isCharge }: ImportedRow, product: Product, existing: Product | undefined): Fault[] {
  const { chargeIds } = product;
  if (existing?.isCharge && isCharge === false) return [fault('isCharge', isCharge, 'charge-stays')];
  if (product.isCharge && chargeIds.length > 0) return [fault('charges', '', 'charge-of-charge')];
  return chargeIds.length > chargesMax ? [fault('charges', '', 'too-many-charges')] : [];
}

/** What the file itself said before counts with what there is: a variant that it changes is no longer what it was. */
function optionFaults(rowNumber: number, product: Product, facts: Facts, seen: Seen): Fault[] {
  const { isFamily, id, parentId, optionCodes } = product;
  if (isFamily) return familyFaults(optionCodes, facts.definitions, facts.variantsOf.get(id) ?? []);
  if (optionCodes.length === 0) return [];
  if (parentId === null) return [fault('options', optionCodes.join(' '), 'options-of-none')];
  const siblings = facts.variantsOf.get(parentId) ?? [];
  const faults = variantFaults(
    product,
    optionCodes,
    siblings.filter((sibling) => seen.products.get(sibling.id) === undefined),
  );
  const choice = `${parentId}\n${choiceOf(optionCodes, product)}`;
  const earlier = seen.variants.get(choice);
  if (faults.length === 0 && earlier !== undefined)
    return [fault('attributes', '', 'duplicate-variant', String(earlier))];
  if (faults.length === 0) seen.variants.set(choice, rowNumber);
  return faults;
}

function remember(rowNumber: number, product: Product, seen: Seen): void {
  for (const gtin of product.gtins) seen.gtins.set(gtin, rowNumber);
  seen.products.set(product.sku, rowNumber);
  seen.products.set(product.id, rowNumber);
}

function merge(
  row: ImportedRow,
  sku: string,
  existing: Product | undefined,
  facts: Facts,
  seen: Seen,
): Product {
  const family = row.familySku === undefined ? undefined : familyOf(row.familySku, facts, seen);
  const categoryId = row.category === undefined ? undefined : facts.categoryIdOf.get(row.category);
  return {
    id: existing?.id ?? row.id ?? newId(),
    sku,
    parentId: family?.id ?? existing?.parentId ?? null,
    isFamily: existing?.isFamily ?? row.isFamily,
    name: row.name ?? existing?.name ?? { fr: sku, en: sku },
    variantName: row.variantName ?? existing?.variantName ?? null,
    categoryId: categoryId ?? existing?.categoryId ?? '',
    taxCategory: row.taxCategory ?? existing?.taxCategory ?? 'standard',
    soldBy: row.soldBy ?? existing?.soldBy ?? 'piece',
    imageUrl: row.imageUrl ?? existing?.imageUrl ?? null,
    rank: row.rank ?? existing?.rank ?? null,
    favourite: row.favourite ?? existing?.favourite ?? false,
    attributes: row.attributes ?? existing?.attributes ?? {},
    optionCodes: row.options ?? family?.optionCodes ?? existing?.optionCodes ?? [],
    costMinor: row.costMinor ?? existing?.costMinor ?? null,
    minimumAge: row.minimumAge ?? existing?.minimumAge ?? null,
    tracks: row.tracks ?? existing?.tracks ?? null,
    isCharge: row.isCharge ?? existing?.isCharge ?? false,
    chargeIds: row.charges
      ? [...new Set(row.charges.flatMap((one) => chargeOf(one, facts, seen) ?? []))]
      : (existing?.chargeIds ?? []),
    archived: false,
    gtins: row.gtins === undefined ? (existing?.gtins ?? []) : [...row.gtins].sort(),
    price:
      row.priceMinor === undefined
        ? (existing?.price ?? null)
        : { amountMinor: row.priceMinor, currency: 'CAD' },
    ...(existing?.listed ? { listed: existing.listed } : {}),
    version: (existing?.version ?? 0) + 1,
    updatedAt: '',
  };
}

/** Whether an import of `next` would tell nobody anything new. */
function sameProduct(old: Product, next: Product): boolean {
  // What a price is compared with follows from the prices; no file says it.
  const told = ({ version: _version, updatedAt: _updatedAt, compareAtPrice: _compared, ...rest }: Product) =>
    JSON.stringify(rest);
  return told(old) === told(next);
}
