/** `scripts/conformance FILE...`: failing cases a line each, then `N passed, N failed`. */
import { readFileSync } from 'node:fs';
import { adapters } from './adapters.ts';
import { type Entry, parseCaseFile } from './case-file.ts';
import { failureOf } from './run-case.ts';

const files = process.argv.slice(2);
if (files.length === 0) console.error('usage: scripts/conformance FILE...');

let passed = 0;
let failed = 0;
let unread = files.length === 0 ? 1 : 0;

for (const file of files) {
  for (const entry of entriesOf(file)) {
    const failure = failureOf(entry, adapters);
    if (failure === null) passed += 1;
    else {
      failed += 1;
      process.stdout.write(`${failure}\n`);
    }
  }
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed + unread === 0 ? 0 : 1;

function entriesOf(file: string): Entry[] {
  try {
    return parseCaseFile(readFileSync(file, 'utf8'));
  } catch (error) {
    unread += 1;
    console.error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}
