import type { CatalogueDocument, CataloguePage } from '@comptoir/edge-agent/api';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startLivePull } from './live-pull.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const epoch = 'e1';
type Told = Readonly<{ pos: number; priceMinor: number | null }>;

/** An edge that holds each product once, at the position of its last change, and gives `most` of them a page. */
function openEdge(most: number) {
  const rows = new Map<string, Told>();
  let pos = 0;
  let failures = 0;
  const document = (id: string, told: Told): CatalogueDocument => ({
    id,
    pos: told.pos,
    deleted: told.priceMinor === null,
    sku: id,
    gtins: [],
    name: { fr: id, en: id },
    categoryId: 'c',
    pricing: {
      productId: id,
      unitPriceMinor: told.priceMinor ?? 0,
      taxCategory: 'standard',
      soldBy: 'piece',
    },
  });
  return {
    tell: (id: string, priceMinor: number | null) => {
      pos += 1;
      rows.set(id, { pos, priceMinor });
    },
    fail: (times: number) => {
      failures = times;
    },
    async pull(after: CataloguePage['checkpoint'] | undefined, limit: number): Promise<CataloguePage> {
      if (failures > 0) {
        failures -= 1;
        throw new Error('nobody answers');
      }
      const from = after?.pos ?? 0;
      const later = [...rows].filter(([, told]) => told.pos > from).sort(([, a], [, b]) => a.pos - b.pos);
      const page = later.slice(0, Math.min(limit, most)).map(([id, told]) => document(id, told));
      await null; // The answer is on its way.
      const caughtUp = page.length === later.length;
      return { documents: page, checkpoint: { epoch, pos: page.at(-1)?.pos ?? from }, caughtUp };
    },
    held: () =>
      new Map([...rows].flatMap(([id, { priceMinor }]) => (priceMinor === null ? [] : [[id, priceMinor]]))),
  };
}

const productId = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const happening = fc.oneof(
  fc.record({ do: fc.constant('price' as const), productId, priceMinor: fc.nat(9_999) }),
  fc.record({ do: fc.constant('withdraw' as const), productId }),
  fc.record({ do: fc.constant('fail' as const), times: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('time' as const), ms: fc.nat(700) }),
);

test('E7 P4: whatever changes, and however often the edge does not answer, memory ends as the edge is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { maxLength: 40 }),
      fc.integer({ min: 1, max: 3 }),
      async (all, most) => {
        const edge = openEdge(most);
        const held = new Map<string, number>();
        const live = startLivePull(undefined, edge.pull, ({ documents }) => {
          for (const { id, deleted, pricing } of documents)
            if (deleted) held.delete(id);
            else held.set(id, pricing.unitPriceMinor);
        });
        for (const one of all) {
          if (one.do === 'fail') edge.fail(one.times);
          else if (one.do === 'time') await vi.advanceTimersByTimeAsync(one.ms);
          else {
            edge.tell(one.productId, one.do === 'price' ? one.priceMinor : null);
            live.wake();
          }
        }
        await vi.advanceTimersByTimeAsync(10_000);
        expect(held).toEqual(edge.held());
        await live.stop();
      },
    ),
  );
});

test('P4: a change told while an answer is under way is asked for at once, not at the next one', async () => {
  const edge = openEdge(10);
  const prices: number[] = [];
  const live = startLivePull(undefined, edge.pull, ({ documents }) => {
    for (const { pricing } of documents) prices.push(pricing.unitPriceMinor);
  });
  edge.tell('a', 100);
  live.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(prices).toEqual([100]);
  await live.stop();
});

test('P4: a page that could not be taken in is asked for again: one fault ends no till’s prices', async () => {
  const edge = openEdge(10);
  edge.tell('a', 100);
  const prices: number[] = [];
  let faults = 1;
  const live = startLivePull(undefined, edge.pull, ({ documents }) => {
    if (faults-- > 0) throw new Error('the screen could not show it');
    for (const { pricing } of documents) prices.push(pricing.unitPriceMinor);
  });
  await vi.advanceTimersByTimeAsync(10_000);
  edge.tell('a', 200);
  live.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(prices).toEqual([100, 200]);
  await live.stop();
});

test('nothing is asked or taken after the end', async () => {
  const edge = openEdge(10);
  let taken = 0;
  const live = startLivePull(undefined, edge.pull, () => {
    taken += 1;
  });
  await live.stop();
  edge.tell('a', 100);
  live.wake();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(taken).toBe(0);
});
