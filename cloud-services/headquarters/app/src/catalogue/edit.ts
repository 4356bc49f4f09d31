/** A product as its page edits it, and what of it changed. Pure. */
import type { ProductView } from '@comptoir/product/api';

export type Texts = Readonly<{ fr: string; en: string }>;
export type AttributeRow = Readonly<{ code: string; fr: string; en: string }>;

export type Edit = Readonly<{
  name: Texts;
  variantName: Texts | null;
  categoryId: string;
  taxCategory: string;
  imageUrl: string | null;
  rank: number | null;
  favourite: boolean;
  attributes: readonly AttributeRow[];
  /** As typed, one after another. */
  gtins: string;
  soldBy: 'piece' | 'weight';
  optionCodes: readonly string[];
  minimumAge: number | null;
  tracks: 'serial' | 'lot' | null;
  isCharge: boolean;
  chargeIds: readonly string[];
  archived: boolean;
}>;

/** What the till asks for when it is sold. */
export type SaleFacts = Pick<Edit, 'soldBy' | 'minimumAge' | 'tracks' | 'isCharge' | 'chargeIds'>;

/** Head office is told both languages. */
const both = (text: ProductView['name']): Texts => (typeof text === 'string' ? { fr: text, en: text } : text);

export const editOf = (product: ProductView): Edit => ({
  name: both(product.name),
  variantName: product.variantName === null ? null : both(product.variantName),
  categoryId: product.categoryIds[0] ?? '',
  taxCategory: product.taxCategory,
  imageUrl: product.images[0]?.url ?? null,
  rank: product.rank,
  favourite: product.favourite,
  attributes: Object.entries(product.attributes).map(([code, value]) => ({ code, ...both(value) })),
  gtins: product.gtins.join(' '),
  soldBy: product.soldBy,
  optionCodes: product.optionCodes,
  minimumAge: product.minimumAge,
  tracks: product.tracks,
  isCharge: product.isCharge,
  chargeIds: product.chargeIds,
  archived: product.archived,
});

/** A row that says nothing is left out; one language stands for both. */
export function attributesOf(rows: readonly AttributeRow[]): Record<string, Texts> {
  return Object.fromEntries(
    rows.flatMap(({ code, fr, en }) => {
      const [french, english] = [fr.trim() || en.trim(), en.trim() || fr.trim()];
      return code.trim() === '' || french === '' ? [] : [[code.trim(), { fr: french, en: english }]];
    }),
  );
}

const attributeCode = /^[a-z][a-z0-9_]{0,39}$/;

/** Which attribute cannot be told: its code is none, or comes twice, or it says nothing. */
export function faultyAttribute(rows: readonly AttributeRow[]): AttributeRow | undefined {
  const codes = rows.map(({ code }) => code.trim());
  return rows.find(({ fr, en }, at) => {
    const code = codes[at] ?? '';
    const isEmpty = code === '' && fr.trim() === '' && en.trim() === '';
    return !isEmpty && (!attributeCode.test(code) || codes.indexOf(code) !== at || (fr + en).trim() === '');
  });
}

/** Whatever stands between them. */
export const codesIn = (text: string): string[] => text.split(/[\s,;]+/).filter((code) => code !== '');

/** What `PATCH /api/v1/products/{id}` takes: only what is otherwise than it was. */
export function changesOf(before: Edit, after: Edit): Record<string, unknown> {
  const [old, next] = [before, after].map((edit) => ({
    ...edit,
    attributes: attributesOf(edit.attributes),
    gtins: codesIn(edit.gtins),
  }));
  return Object.fromEntries(
    Object.entries(next ?? {}).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(old?.[field as keyof Edit]),
    ),
  );
}
