/** A product as it is written down, and what `POST /api/v1/products` takes. Pure. */
import { amountOf } from '../prices/grid/moves.ts';
import { type AttributeRow, attributesOf, codesIn, type SaleFacts, type Texts } from './edit.ts';

export type NewDraft = SaleFacts &
  Readonly<{
    kind: 'product' | 'family';
    /** Of the family of which it is a variant; '' for none. */
    familySku: string;
    sku: string;
    gtins: string;
    name: Texts;
    variantName: Texts;
    categoryId: string;
    taxCategory: string;
    price: string;
    options: readonly string[];
    attributes: readonly AttributeRow[];
  }>;

export const emptyDraft: NewDraft = {
  ...{ kind: 'product', familySku: '', sku: '', gtins: '', categoryId: '', taxCategory: 'standard' },
  ...{ name: { fr: '', en: '' }, variantName: { fr: '', en: '' } },
  ...{ price: '', options: [], attributes: [] },
  ...{ soldBy: 'piece', minimumAge: null, tracks: null, isCharge: false, chargeIds: [] },
};

/** @returns `undefined` while something that is needed lacks: a name, a category, a code, a price that is one. */
export function requestOf(draft: NewDraft): Record<string, unknown> | undefined {
  const isFamily = draft.kind === 'family';
  const isVariant = draft.familySku !== '';
  const amountMinor = amountOf(draft.price);
  const [gtins, sku] = [codesIn(draft.gtins), draft.sku.trim()];
  const isNamed = (texts: Texts) => texts.fr.trim() !== '' && texts.en.trim() !== '';
  if (!isNamed(draft.name) || draft.categoryId === '' || (sku === '' && gtins.length === 0)) return undefined;
  if (!isFamily && (amountMinor === undefined || !Number.isSafeInteger(amountMinor))) return undefined;
  if (isVariant && !isNamed(draft.variantName)) return undefined;
  const attributes = attributesOf(draft.attributes);
  return {
    ...(sku === '' ? {} : { sku }),
    ...(gtins.length === 0 ? {} : { gtins }),
    name: draft.name,
    category: draft.categoryId,
    taxCategory: draft.taxCategory,
    soldBy: draft.soldBy,
    ...(isFamily
      ? { family: true, options: draft.options }
      : { price: { amountMinor, currency: 'CAD' }, ...askedOf(draft) }),
    ...(isVariant ? { familySku: draft.familySku, variantName: draft.variantName } : {}),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** What the till asks for, as far as anything is said. */
function askedOf({ minimumAge, tracks, isCharge, chargeIds }: NewDraft): Record<string, unknown> {
  return {
    ...(minimumAge === null ? {} : { minimumAge }),
    ...(tracks === null ? {} : { tracks }),
    ...(isCharge ? { isCharge } : {}),
    ...(isCharge || chargeIds.length === 0 ? {} : { charges: chargeIds }),
  };
}
