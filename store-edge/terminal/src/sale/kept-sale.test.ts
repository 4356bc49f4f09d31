import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Answer,
  cosigned,
  hasGoneBack,
  inHand,
  inOrder,
  isWaiting,
  type KeptSale,
  nextPlace,
  onAnswer,
  reopened,
  retryDelayMs,
} from './kept-sale.ts';

const frozen: KeptSale = {
  saleId: 'sale',
  bytes: '{"saleId":"sale"}',
  state: 'frozen',
  place: 1,
  provisionalNumber: null,
  frozenAt: '2026-11-24T15:00:00.000Z',
  printId: 'print',
  printOrdered: false,
  language: 'fr',
  answer: null,
  refusedBecause: null,
};
const body = { saleId: 'sale', receiptNumber: '012-1-000001', journal: 'j', seq: 1, header: '{}', flags: [] };
const answer = fc.oneof(
  fc.constant<Answer>({ is: 'unreachable' }),
  fc.constant<Answer>({ is: 'committed', body }),
  fc.constant<Answer>({ is: 'problem', type: 'no-shift', later: true }),
  fc.constant<Answer>({ is: 'problem', type: 'id-reused', later: false }),
);

test('E13: no answer leaves the sale waiting with the same bytes, until the edge commits it', () => {
  const waiting = onAnswer(onAnswer(frozen, { is: 'unreachable' }), {
    is: 'problem',
    type: 'no-shift',
    later: true,
  });
  expect(isWaiting(waiting)).toBe(true);
  expect(onAnswer(waiting, { is: 'committed', body })).toMatchObject({ state: 'committed', answer: body });
});

test('E13: a refusal is kept and shown, never dropped', () => {
  const refused = onAnswer(frozen, { is: 'problem', type: 'sale-unbalanced', later: false });
  expect(refused).toMatchObject({ state: 'refused', refusedBecause: 'sale-unbalanced', bytes: frozen.bytes });
});

test('E13: whatever the answers, bytes, ids and a commit once known never change', () => {
  fc.assert(
    fc.property(fc.array(answer), (answers) => {
      let sale = frozen;
      for (const one of answers) {
        const after = onAnswer(sale, one);
        if (sale.state === 'committed') expect(after).toBe(sale);
        expect([after.bytes, after.saleId, after.printId]).toEqual([
          frozen.bytes,
          frozen.saleId,
          frozen.printId,
        ]);
        sale = after;
      }
    }),
  );
});

test('E8: sales go in the order in which they were paid, also when the clock was set back between them', () => {
  let sales: KeptSale[] = [];
  for (const frozenAt of ['2026-11-24T15:00:00.000Z', '2026-11-22T15:00:00.000Z', '2026-11-24T15:00:01.000Z'])
    sales = [...sales, { ...frozen, saleId: frozenAt, frozenAt, place: nextPlace(sales) }];
  expect(inOrder([...sales].reverse())).toEqual(sales);
});

test('E8: it asks again soon at first and never slower than every five seconds', () => {
  expect([0, 1, 2, 5, 50].map(retryDelayMs)).toEqual([250, 500, 1000, 5000, 5000]);
});

const kept = fc.record({
  state: fc.constantFrom('frozen' as const, 'submitted' as const, 'committed' as const, 'refused' as const),
  printOrdered: fc.boolean(),
});

test('E8: a till that sells for weeks has in hand what still moves and the last that are done, whatever lies on its disk', () => {
  fc.assert(
    fc.property(fc.array(kept), fc.nat({ max: 5 }), (all, doneMax) => {
      const sales = all.map((one, place): KeptSale => ({ ...frozen, ...one, place, saleId: `${place}` }));
      const held = inHand(sales, doneMax);
      const isDone = ({ state, printOrdered }: KeptSale) => state === 'committed' && printOrdered;
      expect(held.filter((sale) => !isDone(sale))).toEqual(sales.filter((sale) => !isDone(sale)));
      const done = sales.filter(isDone);
      expect(held.filter(isDone)).toEqual(done.slice(Math.max(0, done.length - doneMax)));
    }),
  );
});

const taken = (seq: number, journal = 'j'): KeptSale =>
  onAnswer(frozen, { is: 'committed', body: { ...body, seq, journal } });
const head = { journal: 'j', seq: 9, cosignedSeq: 5 };

test('E13: the cloud has a sale once it has cosigned as far, or all of an edge that went on in another journal', () => {
  const state = (sale: KeptSale, isAllSent = false) => cosigned(sale, head, isAllSent).state;
  expect([state(taken(5)), state(taken(6)), state(taken(6), true)]).toEqual([
    'cosigned',
    'committed',
    'committed',
  ]);
  expect([state(taken(5, 'left')), state(taken(5, 'left'), true)]).toEqual(['committed', 'cosigned']);
  expect(state({ ...frozen, state: 'submitted' }, true)).toBe('submitted');
});

test('E13: books that end before a sale which they had taken have gone back; the sale is handed over again with the number that it had', () => {
  expect(hasGoneBack([taken(9)], head)).toBe(false);
  expect(hasGoneBack([taken(9), taken(10)], head)).toBe(true);
  expect(hasGoneBack([taken(10, 'left')], head)).toBe(false);
  expect(reopened(taken(10))).toMatchObject({
    state: 'submitted',
    formerNumber: body.receiptNumber,
    bytes: frozen.bytes,
  });
  const inCloud = cosigned(taken(5), head, false);
  expect(reopened(inCloud)).toBe(inCloud);
});
