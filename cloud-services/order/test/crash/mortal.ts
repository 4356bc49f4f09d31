/** An Order that is killed and started again on the same database, in its town. What carries one checkout on is killed in the next. */
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { bundle, forget, type Running, run } from '../../../../scripts/system/service-process.ts';
import { waitUntil } from '../../../../scripts/system/wait-until.ts';
import type { StepName } from '../../src/steps.ts';
import type { GiftDesk, Sold } from '../support/gift-desk.ts';
import type { Ground } from '../support/ground.ts';
import { openTown, type Town } from '../support/town.ts';

/** Past this, what a dead process left is stuck. */
const settleMs = 40_000;
/** Its mails are taken over after a second; its checkouts because it is gone, long before their lease ends. */
const leases = { SAGA_LEASE_MS: '120000', NOTIFICATION_LEASE_MS: '1000' };
type CaptureAt = 'confirmation' | 'hand-over';
type Cart = Readonly<{ sessionId: string }>;

export type Mortal = Awaited<ReturnType<typeof openMortal>>;

/** @param desk with it, a real Sales says who may do what: nobody is staff. */
export async function openMortal(desk?: GiftDesk, ground?: Ground) {
  const [town, file] = await Promise.all([
    openTown({}, ground),
    bundle('order/test/crash/order-that-dies.ts'),
  ]);
  const environment = { ...town.environment, ...leases, ...(desk ? { SALES_URL: desk.address } : {}) };
  let order: (Running & { captureAt: CaptureAt }) | undefined;

  async function alive(captureAt: CaptureAt): Promise<Running> {
    if (order && !order.isGone() && order.captureAt === captureAt) return order;
    await order?.kill();
    const started = await run(file, { ...environment, CAPTURE_AT: captureAt });
    await waitUntil('others see that it is here', settleMs, () => isHere(town));
    order = { ...started, captureAt };
    return order;
  }

  type End = Awaited<ReturnType<typeof endOf>>;
  /** Waits for a cart's checkout to come to this. @returns what it came to. */
  async function settle(cart: Cart, end: End): Promise<End> {
    // The very one that was seen: what is left to do is taken up again now and then.
    let seen: End | undefined;
    const isSo = async () => {
      seen = await endOf(town, cart);
      return isDeepStrictEqual(seen, end);
    };
    await waitUntil('it is as it must be', settleMs, isSo).catch(() => undefined);
    return seen ?? endOf(town, cart);
  }

  return {
    town,
    settle,
    /** Does what leads to its death at a step; no answer is not an outcome. @returns once it is started again. */
    async killedAt(
      step: StepName,
      lead: () => Promise<unknown>,
      { captureAt = 'confirmation' as CaptureAt, meanwhile = async () => {} } = {},
    ): Promise<void> {
      const doomed = await alive(captureAt);
      await doomed.tell(step);
      await lead().catch((error: unknown) => {
        if (!isUnanswered(error)) throw error;
      });
      await doomed.died();
      await meanwhile();
      await alive(captureAt);
    },
    /** Kills it once something is as it must be. @returns once it is started again. */
    async killedWhen(lead: () => Promise<unknown>, isSo: () => Promise<boolean>): Promise<void> {
      const doomed = await alive('confirmation');
      await lead();
      await expect.poll(isSo).toBe(true);
      await doomed.kill();
      await alive('confirmation');
    },
    expectEnd: async (cart: Cart, end: End) => expect(await settle(cart, end)).toEqual(end),
    endOf: (cart: Cart) => endOf(town, cart),
    /** What its provider took for a cart's orders. */
    async takenOf({ sessionId }: Cart): Promise<number> {
      const { rows } = await town.orders.query('select id from customer_order where cart_session_id = $1', [
        sessionId,
      ]);
      const taken = await Promise.all(rows.map(({ id }) => town.payments(id)));
      return taken.flat().reduce((sum, { amount_received }) => sum + amount_received, 0);
    },
    async close(): Promise<void> {
      await order?.kill();
      await town.close();
      forget(file);
    },
  };
}

/** What a gift card pays of an order in these tests; a bank card pays the rest. */
export const giftMinor = 400;

export const payingWith = (
  { town }: Mortal,
  cart: Parameters<Town['request']>[0],
  { code }: Sold,
  { amountMinor = giftMinor, token = 'pm_card_visa' } = {},
) => ({ ...town.request(cart, {}, token), giftCard: { code, amountMinor } });

/** What it takes in hand before is its own for the lease's whole time, whatever becomes of it. */
async function isHere({ orders }: Town): Promise<boolean> {
  const { rows } = await orders.query(
    `select from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and application_name = 'order executor' and datname = current_database()`,
  );
  return rows.length > 0;
}

/** As fetch says it. */
const isUnanswered = (error: unknown): boolean => error instanceof TypeError;

/** What became of a cart's checkout, as all who know of it tell. */
async function endOf(town: Town, cart: Cart) {
  const { rows } = await town.orders.query(
    `select o.id, o.status, s.state, s.due_at is null or s.due_at > now() + interval '1 h' as quiet
     from customer_order o join saga s on s.order_id = o.id where cart_session_id = $1 order by created_at`,
    [cart.sessionId],
  );
  const all = await Promise.all(
    rows.map(async ({ id }) => ({ payments: await town.payments(id), held: await town.reservations(id) })),
  );
  return {
    orders: rows.map(({ status }): string => status),
    quiet: rows.every(({ quiet }) => quiet),
    payments: all.flatMap(({ payments }) => payments.map(({ status }) => status)),
    reservations: all.flatMap(({ held }) => held),
    cart: (await town.readCart(cart.sessionId)).body.status,
    mails: (await town.mails(cart.sessionId)).length,
  };
}
