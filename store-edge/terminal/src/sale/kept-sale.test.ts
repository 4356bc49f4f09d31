import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Answer,
  inOrder,
  isWaiting,
  type KeptSale,
  nextPlace,
  onAnswer,
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
