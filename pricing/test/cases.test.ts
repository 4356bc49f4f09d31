import { expect, test } from 'vitest';
import { caseAdapters } from './case-adapter.ts';
import cash from './cases/cash-rounding.json' with { type: 'json' };
import tax from './cases/tax.json' with { type: 'json' };

test.each(tax)('$id: $note', ({ input, expect: expected }) => {
  const { run, normalise } = caseAdapters.tax;
  expect(normalise(run(input))).toEqual(normalise(expected));
});

test.each(cash)('$id: $input.totalMinor in cash $note', ({ input, expect: expected }) => {
  expect(caseAdapters['cash-rounding'].run(input)).toEqual(expected);
});
