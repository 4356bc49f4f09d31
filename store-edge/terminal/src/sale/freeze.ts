/**
 * The moment a sale stops changing: its body is made once, turned into bytes once, and those bytes go to the edge however
 * often it takes. Source: docs/sync-protocol.md, Terminal ↔ edge.
 */
import type { PricedBasket } from '@comptoir/pricing/contract';
import type { SaleBody, Tender } from '@comptoir/sync-protocol/records/kinds';
import { assert } from '../assert.ts';
import { type Draft, isArticle } from './draft.ts';
import { basketOf, type PricingContext, promotedFacts } from './price.ts';

export type Seller = Readonly<{ storeId: string; shiftId: string; cashierId: string; language: 'fr' | 'en' }>;

/** The body without what only payment decides: what the edge checks before the first tender. */
export function bodyToCheck(draft: Draft, priced: PricedBasket, context: PricingContext, seller: Seller) {
  const { version, taxMode, cashIncrementMinor } = context.rules.rules;
  return {
    saleId: draft.saleId,
    ...seller,
    cataloguePosition: context.rules.cataloguePosition,
    pricedAt: context.at,
    rules: { version, taxMode, cashIncrementMinor },
    basket: basketOf(draft, context),
    priced,
    lines: draft.lines.map((line) => {
      const product = context.product(line.productId);
      assert(product, `product ${line.productId} of an open basket is gone`);
      const gtin = product.gtins[0];
      return {
        lineId: line.id,
        sku: product.sku,
        ...(gtin === undefined ? {} : { gtin }),
        name: { fr: product.nameFr, en: product.nameEn },
        taxCategory: product.taxCategory,
        soldBy: product.soldBy,
        ...(line.note === undefined ? {} : { note: line.note }),
        ...(line.piece && line.piece.number !== null ? { [line.piece.tracks]: line.piece.number } : {}),
        ...(line.topsUp === undefined ? {} : { topsUp: line.topsUp }),
        ...(product.isCharge ? { isCharge: true as const } : {}),
        ...(line.chargeOf === undefined ? {} : { chargeOf: line.chargeOf }),
        listUnitPriceMinor: product.unitPriceMinor,
        ...promotedFacts(product, context),
      };
    }),
    cashRoundingMinor: 0,
    ...(draft.ageCheck === undefined ? {} : { ageCheck: draft.ageCheck }),
    ...(draft.note === undefined ? {} : { note: draft.note }),
  };
}

export function freeze(
  draft: Draft,
  priced: PricedBasket,
  context: PricingContext,
  seller: Seller,
  end: Readonly<{
    tenders: readonly Tender[];
    cashRoundingMinor: number;
    completedAt: string;
    newId: () => string;
    provisionalNumber: string | null;
  }>,
): SaleBody {
  const paidMinor = end.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0);
  assert(
    paidMinor === priced.totalMinor + end.cashRoundingMinor,
    `paid ${paidMinor}, total ${priced.totalMinor}, rounding ${end.cashRoundingMinor}`,
  );
  return {
    ...bodyToCheck(draft, priced, context, seller),
    completedAt: end.completedAt,
    cashRoundingMinor: end.cashRoundingMinor,
    tenders: [...end.tenders],
    stock: draft.lines.filter(isArticle).map((line) => ({
      movementId: end.newId(),
      productId: line.productId,
      quantity: `-${line.quantity}`,
    })),
    ...(end.provisionalNumber === null ? {} : { provisionalNumber: end.provisionalNumber }),
  };
}
