/** No secret is in what we publish: keys and passwords are files and variables of a home. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './system/root.ts';

/** Source: the forms that vendors give to their secrets, as gitleaks and GitHub's secret scanning look for them. */
const forms: Readonly<Record<string, RegExp>> = {
  'private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/=\s]{40,}/,
  'JSON private key': /"d":\s*"[\w-]{43}"/,
  'Stripe secret': /\b[rs]k_live_[A-Za-z0-9]{16,}/,
  'AWS key': /\bAKIA[0-9A-Z]{16}\b/,
  'GitHub token': /\bgh[pousr]_[A-Za-z0-9]{36,}/,
  'npm token': /\bnpm_[A-Za-z0-9]{36}\b/,
  'Slack token': /\bxox[abprs]-[A-Za-z0-9-]{20,}/,
  'Google key': /\bAIza[\w-]{35}\b/,
  'signed token': /\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{40,}/,
  'address with a password':
    /\b(?:postgres(?:ql)?|rediss?|amqp|mongodb):\/\/[\w-]+:(?!only-in-tests)[^@\s$'"`{}<>…]{12,}@/,
};

test('N6: no file of the repository holds a secret', () => {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
  // What a house that is gone once answered: its tokens have ended with its keys.
  const kept = files.filter((file) => file !== '' && !file.includes('/test/golden/'));
  const found = kept.flatMap((file) => {
    const text = readFileSync(join(root, file), 'latin1');
    return Object.entries(forms).flatMap(([name, form]) => {
      const [match] = form.exec(text) ?? [];
      return match === undefined ? [] : [`${file}: ${name}: ${match.slice(0, 40)}`];
    });
  });
  expect(found).toEqual([]);
});

test('N6: what tells a secret is known', () => {
  const samples = {
    'Stripe secret': `sk_${'live'}_${'a1'.repeat(12)}`,
    'GitHub token': `gh${'p'}_${'a'.repeat(36)}`,
    'address with a password': `postgres://sales:${'x'.repeat(14)}@db/sales`,
  };
  for (const [name, text] of Object.entries(samples)) expect(text).toMatch(forms[name] ?? /^$/);
});
