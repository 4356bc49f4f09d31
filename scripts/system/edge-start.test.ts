import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { enrolmentHere } from './edge-start.ts';
import { homeFrom, writeWhole } from './home.ts';

const directory = mkdtempSync(join(tmpdir(), 'comptoir-edge-start-'));
const home = homeFrom(directory);
afterEach(() => rmSync(directory, { recursive: true }));

test('N7: a house that was brought back on a fresh machine enrols its store’s computer anew; one that has its own goes on with it', () => {
  const enrolment = { code: '8EHY-KKCN-0QQ7', obtainedAt: '2026-12-01T12:00:00Z', done: true };
  writeWhole(home.state, { enrolment });
  expect(enrolmentHere(home)).toBeUndefined();
  mkdirSync(home.edge, { recursive: true });
  // As an agent leaves it whose code was refused.
  writeFileSync(join(home.edge, 'device.key'), 'key');
  expect(enrolmentHere(home)).toBeUndefined();
  writeFileSync(join(home.edge, 'enrolment.json'), '{}');
  expect(enrolmentHere(home)).toEqual(enrolment);
});

test('N2: a code that was not used yet is used by the next start', () => {
  mkdirSync(directory, { recursive: true });
  const enrolment = { code: '8EHY-KKCN-0QQ7', obtainedAt: '2026-12-01T12:00:00Z', done: false };
  writeWhole(home.state, { enrolment });
  expect(enrolmentHere(home)).toEqual(enrolment);
});
