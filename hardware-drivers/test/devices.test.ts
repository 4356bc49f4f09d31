import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { caseAdapters } from './case-adapter.ts';

type Case = Readonly<{ id: string; kind: string; input: unknown; expect: unknown }>;
const cases: Case[] = JSON.parse(readFileSync(new URL('./cases/devices.json', import.meta.url), 'utf8'));

/** To the letter: `scripts/conformance`, which runs them too, lets members pass that a case does not name. */
test.each(cases.map((one) => [one.id, one.kind, one] as const))('%s %s', (_id, kind, one) => {
  expect(caseAdapters[kind]?.run(one.input)).toEqual(one.expect);
});

test('every kind of device case is run', () => {
  expect(cases.length).toBe(48);
  expect([...new Set(cases.map((one) => one.kind))].sort()).toEqual(Object.keys(caseAdapters).sort());
});
