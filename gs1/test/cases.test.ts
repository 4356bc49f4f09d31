import { expect, test } from 'vitest';
import { caseAdapters } from './case-adapter.ts';
import cases from './cases/gs1.json' with { type: 'json' };

test.each(cases)('$id $kind: $note', ({ kind, input, expect: expected }) => {
  const adapter = caseAdapters[kind];
  expect(adapter?.normalise(adapter.run(input))).toMatchObject(Object(adapter?.normalise(expected)));
});
