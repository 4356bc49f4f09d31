/**
 * A register without a screen, as fast as it can: for load. Prices with the house's engine and speaks to the store's server as
 * a terminal does. Made for one article, paid exactly in cash.
 */
import { randomUUID } from 'node:crypto';
import type {
  CataloguePage,
  RegisterAnswer,
  RulesAnswer,
  SaleCommitted,
  Shift,
} from '@comptoir/edge-agent/api';
import { cashDue, priceBasket } from '@comptoir/pricing';
import type { Basket } from '@comptoir/pricing/contract';
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';
import { type Reply, Till } from '../../store-edge/agent/test/support/till.ts';

type Product = CataloguePage['documents'][number];

export type HeadlessTill = Readonly<{
  /** Sells one piece. @returns the receipt's number once the store's server has it on disk. */
  sell: () => Promise<string>;
  /** A sale of one piece, frozen and not sent yet. */
  freeze: () => SaleBody;
  /** What the store's server answers to these very bytes. */
  send: (path: '/sales' | '/baskets/check', body: unknown) => Promise<Reply>;
  /** What the store asks for an article now, before promotions. */
  listPriceMinor: (productId: string) => Promise<number>;
}>;

export type Place = Readonly<{
  server: Readonly<{ address: string; dataDir: string }>;
  cashier: Readonly<{ name: string; pin: string }>;
}>;

/** Pairs with the register, signs in, and opens the shift if none is open. @param productId of an article sold by the piece. */
export async function openRegister(
  registerNumber: string,
  productId: string,
  { server, cashier }: Place,
): Promise<HeadlessTill> {
  const till = await Till.pair(server.address, server.dataDir, registerNumber);
  const ask = async <T>(path: string): Promise<T> => {
    const { status, body } = await till.call('GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body as T;
  };
  const register = await ask<RegisterAnswer>('/register');
  const person = register.staff.find(({ displayName }) => displayName === cashier.name);
  if (!person) throw new Error(`${cashier.name} does not work in this store`);
  await till.logIn(person.id, cashier.pin);
  const open = await till.call('GET', '/shifts/current');
  const { shiftId } = open.status === 200 ? (open.body as Shift) : await till.openShift();
  const rules = await ask<RulesAnswer>('/rules');
  const product = await productOf(ask, productId);

  const freeze = () => saleOf({ register, shiftId, cashierId: person.id, rules, product });
  return {
    freeze,
    send: (path, body) => till.call('POST', path, body),
    listPriceMinor: async (id) => (await productOf(ask, id)).pricing.unitPriceMinor,
    async sell() {
      const reply = await till.call('POST', '/sales', freeze());
      if (reply.status !== 201) throw new Error(`not sold: ${JSON.stringify(reply)}`);
      return (reply.body as SaleCommitted).receiptNumber;
    },
  };
}

async function productOf(ask: <T>(path: string) => Promise<T>, productId: string): Promise<Product> {
  let after = { epoch: '', pos: 0 };
  for (;;) {
    const { epoch, pos } = after;
    const page = await ask<CataloguePage>(`/catalogue?afterEpoch=${epoch}&afterPos=${pos}&limit=2000`);
    const found = page.documents.find(({ id }) => id === productId);
    if (found) return found;
    if (page.caughtUp) throw new Error(`no product ${productId} in this store`);
    after = page.checkpoint;
  }
}

type Parts = Readonly<{
  register: RegisterAnswer;
  shiftId: string;
  cashierId: string;
  rules: RulesAnswer;
  product: Product;
}>;

function saleOf({ register: { store }, shiftId, cashierId, rules, product }: Parts): SaleBody {
  const at = new Date().toISOString();
  const basket: Basket = {
    currency: store.currency,
    channel: 'pos',
    openedAt: at,
    taxDate: new Intl.DateTimeFormat('sv-SE', { timeZone: store.timeZone, dateStyle: 'short' }).format(
      new Date(),
    ),
    storeId: store.id,
    jurisdiction: store.jurisdiction,
    coupons: [],
    lines: [{ id: randomUUID(), productId: product.id, quantity: '1' }],
  };
  const products = (id: string) => (id === product.id ? product.pricing : undefined);
  const priced = priceBasket(basket, { ...rules.rules, products }, at);
  const { cashDueMinor, roundingMinor } = cashDue(priced.totalMinor, [], rules.rules.cashIncrementMinor);
  const { version, taxMode, cashIncrementMinor } = rules.rules;
  return {
    saleId: randomUUID(),
    storeId: store.id,
    shiftId,
    cashierId,
    language: 'fr',
    completedAt: at,
    cataloguePosition: rules.cataloguePosition,
    rules: { version, taxMode, cashIncrementMinor },
    basket,
    priced,
    lines: basket.lines.map(({ id }) => ({
      lineId: id,
      sku: product.sku,
      name: product.name,
      taxCategory: product.pricing.taxCategory,
      soldBy: product.pricing.soldBy,
      listUnitPriceMinor: product.pricing.unitPriceMinor,
    })),
    cashRoundingMinor: roundingMinor,
    tenders: [{ kind: 'cash', amountMinor: cashDueMinor, receivedMinor: cashDueMinor, changeMinor: 0 }],
    stock: [{ movementId: randomUUID(), productId: product.id, quantity: '-1' }],
  };
}
