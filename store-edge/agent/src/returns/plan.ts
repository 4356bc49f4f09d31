/** What a return gives back, before it is known how: of a receipt's lines, or of articles without a receipt. */
import { priceBasket } from '@comptoir/pricing';
import type { Basket } from '@comptoir/pricing/contract';
import { type GivenBack, takeBack } from '@comptoir/pricing/returns/take-back';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { ReturnBody } from '@comptoir/sync-protocol/records/return-body';
import type { Permission } from '@comptoir/sync-protocol/staff/permissions';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Replica } from '../replica/replica.ts';
import type { ReturnableSale, ReturnRequest } from './api.ts';

/** Above it, what only a receipt's code tells of wants somebody's leave. Source: docs/sync-protocol.md, Disagreements. */
const unverifiedMaxMinor = 10_000;

type Line = ReturnBody['lines'][number];
export type Plan = Readonly<{
  sale: ReturnableSale | null;
  lines: readonly Line[];
  taxes: GivenBack['taxes'];
  subtotalMinor: number;
  totalMinor: number;
  /** What a cashier may not do alone. */
  needs: readonly Permission[];
}>;

export function planOfReceipt(sale: ReturnableSale, { lines: wanted }: ReturnRequest): Plan | Problem {
  const back = takeBack(sale, wanted);
  if (back.is === 'more-than-left') {
    const { left } = back;
    return problem(409, 'more-than-left', 'More than is left to return', 'Return at most what is left.', {
      left,
    });
  }
  const lines = back.lines.flatMap(({ position, quantity, amountMinor }) => {
    const sold = sale.lines.find((line) => line.position === position);
    const asked = wanted.find((line) => line.position === position);
    if (!sold || !asked) return [];
    const { productId, sku, gtin, name, soldBy } = sold;
    const text = { productId, sku, ...(gtin === undefined ? {} : { gtin }), name, soldBy };
    return { position, ...text, quantity, amountMinor, condition: asked.condition };
  });
  const isUnverified = sale.known === 'token' && !sale.isCurrent && back.totalMinor > unverifiedMaxMinor;
  const { taxes, subtotalMinor, totalMinor } = back;
  return { sale, lines, taxes, subtotalMinor, totalMinor, needs: isUnverified ? ['return-unverified'] : [] };
}

type Today = Readonly<{ at: string; businessDate: string }>;
type Store = Pick<StoreConfiguration, 'id' | 'currency' | 'jurisdiction'>;

/** At what the articles cost here today; one that was priced as it was packed, at what its label says. */
export function planOfArticles(
  { articles }: ReturnRequest,
  store: Store,
  replica: Pick<Replica, 'rules' | 'product'>,
  { at, businessDate }: Today,
): Plan | Problem {
  const today = replica.rules();
  const products = articles.map(({ productId }) => replica.product(productId));
  if (!today || articles.length === 0 || products.includes(undefined))
    return problem(
      422,
      'unknown-product',
      'An article is unknown here',
      'Return articles that this store sells.',
    );
  // Promotions are for those who buy.
  const { promotions: _, ...rules } = today;
  const basket: Basket = {
    ...{ currency: store.currency, channel: 'pos', openedAt: at, taxDate: businessDate, storeId: store.id },
    ...{ jurisdiction: store.jurisdiction, coupons: [] },
    lines: articles.map(({ productId, quantity, labelPriceMinor }, index) => ({
      ...{ id: String(index), productId, quantity },
      ...(labelPriceMinor === undefined ? {} : { barcodePriceMinor: labelPriceMinor }),
    })),
  };
  const priced = priceBasket(basket, { ...rules, products: (id) => replica.product(id)?.pricing }, at);
  const lines = priced.lines.flatMap(({ amountMinor }, index) => {
    const [product, article] = [products[index], articles[index]];
    if (!product || !article) return [];
    const { id: productId, sku, gtins, name, pricing } = product;
    const gtin = gtins[0] === undefined ? {} : { gtin: gtins[0] };
    const { quantity, condition } = article;
    return { productId, sku, ...gtin, name, soldBy: pricing.soldBy, quantity, amountMinor, condition };
  });
  const { taxes, subtotalMinor, totalMinor } = priced;
  return { sale: null, lines, taxes, subtotalMinor, totalMinor, needs: ['return-without-receipt'] };
}

/** The customer was told an amount: another is a question, not an answer. */
export function asTold(plan: Plan | Problem, { expectedTotalMinor }: ReturnRequest): Plan | Problem {
  if (isProblem(plan) || plan.totalMinor === expectedTotalMinor) return plan;
  return problem(409, 'totals-differ', 'The edge gives back another amount', 'Look the receipt up again.', {
    expectedTotalMinor: plan.totalMinor,
    receivedTotalMinor: expectedTotalMinor,
  });
}
