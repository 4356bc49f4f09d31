/** What people do with a house while its programs are ended: shoppers, head office, and a till of the store. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCaller } from '../../bench/support/caller.ts';
import { cartOf, type ShopProduct, shopAt, stockedProducts } from '../../bench/support/shop.ts';
import { openRegister } from '../../journeys/support/register.ts';
import type { Home } from '../system/home.ts';
import type { Run } from '../system/run-file.ts';
import { type Asked, isDone, patiently } from './patient.ts';

/** One thing that a person wants, told from the first try to the last. */
export type Action = Readonly<{
  what: string;
  /** The gateway may send it to another instance by itself: then nobody sees that one is gone. */
  isIdempotent: boolean;
  asked: Asked<Readonly<{ status: number }>>;
}>;

export interface People {
  /** Shoppers, cashiers and head office, each at their own pace, until `untilMs` (of `performance.now()`). */
  act(untilMs: number, tell: (action: Action) => void): Promise<void>;
  /** One of everything, in turn. */
  once(tell: (action: Action) => void): Promise<void>;
  close(): void;
}

const registerNumber = '2';
/** Then it is asked again, once, before a person has waited too long. */
const triedMs = 5_000;
const cartsWithOrder = 0.3;
/** On average, between visits, sales and looks. */
const pauseMs = 500;

export async function people(home: Home, run: Run, shoppers: number): Promise<People> {
  const caller = openCaller(shoppers * 4, undefined, triedMs);
  const products = await stockedProducts(run, caller);
  const shop = shopAt(run.gateway, caller);
  const cashier = run.demo.staff?.find(({ role, pin }) => role === 'cashier' && pin);
  if (!cashier?.pin) throw new Error('the demo has no cashier with a PIN');
  const [first] = products;
  if (!first) throw new Error('the demo has no product to sell');
  const till = await openRegister(registerNumber, first.id, {
    server: { address: run.edge, dataDir: home.edge },
    cashier: { name: cashier.name, pin: cashier.pin },
  });
  const { login, password } = run.demo.admin;
  const anyProduct = (): ShopProduct => products[Math.floor(Math.random() * products.length)] ?? first;

  type Tell = (action: Action) => void;
  async function does<R extends Readonly<{ status: number }>>(
    tell: Tell,
    what: string,
    isIdempotent: boolean,
    ask: () => Promise<R>,
  ): Promise<R | undefined> {
    const asked = await patiently(ask);
    tell({ what, isIdempotent, asked });
    return isDone(asked) ? asked.reply : undefined;
  }

  async function visit(tell: Tell, buys: boolean): Promise<void> {
    const wanted = anyProduct();
    await does(tell, 'search', false, () => shop.search(wanted.name.split(' ')[0] ?? wanted.name));
    await does(tell, 'look at a product', true, () => shop.product(wanted.id));
    const [toAdd, toCalculate, toOrder] = [randomUUID(), randomUUID(), randomUUID()];
    const added = await does(tell, 'put into a cart', false, () => shop.add(wanted.id, undefined, toAdd));
    if (!added) return;
    const { sessionId } = cartOf(added);
    await does(tell, 'look at the cart', true, () => shop.cart(sessionId));
    if (!buys) return;
    const priced = await does(tell, 'price the cart', true, () => shop.calculate(sessionId, toCalculate));
    if (!priced) return;
    const cart = cartOf(priced);
    await does(tell, 'check out', false, () => shop.checkout(cart, toOrder));
  }

  async function sell(tell: Tell): Promise<void> {
    const sale = till.freeze();
    await does(tell, 'sell at the till', false, () => till.send('/sales', sale));
  }

  async function look(tell: Tell): Promise<void> {
    const auth = `${run.gateway}/api/v1/staff/auth`;
    const signedIn = await does(tell, 'sign in', false, () =>
      caller.call({ method: 'POST', url: auth, body: { login, password } }),
    );
    if (!signedIn) return;
    const headers = { authorization: `Bearer ${signedIn.json<{ accessToken: string }>().accessToken}` };
    for (const [what, path] of [
      ['read sales', '/api/v1/sales/history?limit=20'],
      ['read stock', '/api/v1/inventory/locations'],
    ] as const)
      await does(tell, what, true, () => caller.call({ url: `${run.gateway}${path}`, headers }));
  }

  async function again(untilMs: number, work: () => Promise<void>): Promise<void> {
    while (performance.now() < untilMs) {
      await work();
      await sleep(Math.random() * 2 * pauseMs);
    }
  }

  return {
    async act(untilMs, tell) {
      const visitors = Array.from({ length: shoppers }, () =>
        again(untilMs, () => visit(tell, Math.random() < cartsWithOrder)),
      );
      await Promise.all([...visitors, again(untilMs, () => sell(tell)), again(untilMs, () => look(tell))]);
    },
    async once(tell) {
      await visit(tell, true);
      await sell(tell);
      await look(tell);
    },
    close: () => caller.close(),
  };
}
