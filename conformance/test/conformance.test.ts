import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { adapters } from '../src/adapters.ts';
import { parseCaseFile } from '../src/case-file.ts';
import { matches } from '../src/matches.ts';
import { failureOf } from '../src/run-case.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'comptoir-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ownCases = [
  'gs1/test/cases/gs1.json',
  'pricing/test/cases/tax.json',
  'pricing/test/cases/cash-rounding.json',
  'sync-protocol/test/cases/jcs.json',
  'sync-protocol/test/cases/journal.json',
  'sync-protocol/test/cases/wire.json',
  'sync-protocol/test/cases/feeds.json',
  'hardware-drivers/test/cases/devices.json',
].map((file) => join(root, file));

function run(...files: string[]) {
  const { status, stdout } = spawnSync(join(root, 'scripts/conformance'), files, {
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

function written(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

test('every case that we keep passes, and the count is all that is said', () => {
  const { status, lines } = run(...ownCases);
  expect(lines).toEqual([expect.stringMatching(/^[1-9][0-9]* passed, 0 failed$/)]);
  expect(status).toBe(0);
});

test('a failing case is one line with id, kind, what was expected and what came', () => {
  const file = written('wrong.json', [
    { id: 'a', kind: 'check-digit', input: { digits: '4012345' }, expect: { checkDigit: '6' } },
    { id: 'b', kind: 'check-digit', input: { digits: '4012345' }, expect: { checkDigit: '5' } },
    { id: 'c', kind: 'no-such-kind', input: {}, expect: {} },
    { id: 'd', kind: 'check-digit', input: {}, expect: {} },
    { id: 'e', input: {}, expect: {} },
    17,
  ]);
  const { status, lines } = run(file);
  expect(lines).toEqual([
    'a check-digit: expected {"checkDigit":"6"}, came {"checkDigit":"5"}',
    'c no-such-kind: unknown kind',
    'd check-digit: expected {}, came an error: TypeError: input.digits is not a text',
    expect.stringMatching(/^e \?: not a case: /),
    expect.stringMatching(/^#6 \?: not a case: /),
    '1 passed, 5 failed',
  ]);
  expect(status).toBe(1);
});

test.each([
  ['that is not there', 'missing.json', undefined],
  ['that is no JSON', 'torn.json', '[{"id": "a"'],
  ['that is no array', 'object.json', {}],
])('a file %s fails the run, and the others are still run', (_name, name, content) => {
  const file = content === undefined ? name : written(name, content);
  const good = written('good.json', [
    { id: 'b', kind: 'gtin', input: { text: '96385074' }, expect: { ok: true } },
  ]);
  expect(run(file, good)).toEqual({ status: 1, lines: ['1 passed, 0 failed'] });
});

test('no file at all is a failure, not a pass', () => expect(run().status).toBe(1));

test.each([
  ['a member more than expected', { a: 1 }, { a: 1, b: 2 }, true],
  ['a member missing', { a: 1, b: 2 }, { a: 1 }, false],
  ['a list longer than expected', [1], [1, 2], false],
  ['a list in another order', [1, 2], [2, 1], false],
  ['a list for an object', {}, [], false],
  ['an object for a list', [], {}, false],
  ['null for an object', { a: {} }, { a: null }, false],
  ['text for a number', { a: 1 }, { a: '1' }, false],
  ['an inherited member', { toString: {} }, {}, false],
])('matching: %s', (_name, expected, came, verdict) => expect(matches(expected, came)).toBe(verdict));

test.each([
  ['the order of taxes is free', 'tax', taxCase(['QST', 'GST']), null],
  ['an amount of tax is not', 'tax', taxCase(['GST', 'QST'], 997), expect.stringContaining('tax: expected')],
  ['a range of records is not one record', 'chain', chainCase(), expect.stringContaining('chain: expected')],
])('%s', (_name, kind, entry, verdict) => {
  const [parsed] = parseCaseFile(JSON.stringify([{ id: 'x', kind, ...entry }]));
  expect(parsed && failureOf(parsed, adapters)).toEqual(verdict);
});

function taxCase(order: string[], qstMinor = 998) {
  const taxes = [
    { code: 'GST', rate: '5', baseMinor: 10_000, amountMinor: 500 },
    { code: 'QST', rate: '9.975', baseMinor: 10_000, amountMinor: qstMinor },
  ].sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
  const lines = [{ id: 'a', quantity: '1', unitPriceMinor: 10_000, taxCategory: 'standard' }];
  const mode = 'added-per-invoice';
  return {
    input: { jurisdiction: 'CA-QC', at: '2026-11-24', currency: 'CAD', mode, lines },
    expect: { taxes, totalMinor: 11_498 },
  };
}

/** Nothing is held, though somebody's head covers record 1: the tail is missing from 1 on, and no range is named. */
function chainCase() {
  const heads = [{ seq: 1, hashHex: '00'.repeat(32) }];
  return {
    input: { journal: '0193a000-1111-7222-8333-444455556666', records: [], heads },
    expect: { ok: false, why: 'tail', firstBadSeq: 1, lastBadSeq: 1 },
  };
}
