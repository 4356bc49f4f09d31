import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifiedClaims } from '@comptoir/service-kit/auth/verify';
import { afterEach, expect, test } from 'vitest';
import { loadKeys } from '../src/keys/keys.ts';
import { localKeys, tokenSigner } from '../src/keys/tokens.ts';

const directory = mkdtempSync(join(tmpdir(), 'comptoir-sales-keys-'));
const file = (name: string) => join(directory, name);
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const expected = { issuer: 'comptoir-sales', audience: 'staff' };
const newKey = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
const start = async () => {
  const keys = await loadKeys(directory);
  const sign = () => tokenSigner(keys)('staff', 'somebody', { roles: ['head-office'] });
  const subject = async (token: string) => (await verifiedClaims(token, localKeys(keys), expected)).sub;
  return { sign, subject, kids: async () => (await keys.published()).map(({ kid }) => kid) };
};

test('N6: a key that signs staff’s tokens is changed without signing anybody out, instance by instance', async () => {
  const one = await start();
  const before = await one.sign();
  writeFileSync(file('token-next.pem'), newKey());
  // Published by an instance that began without it, so that the gateway has it before it signs.
  expect(await one.kids()).toHaveLength(2);

  copyFileSync(file('token.pem'), file('token-before.pem'));
  renameSync(file('token-next.pem'), file('token.pem'));
  const other = await start();
  expect(await other.subject(before)).toBe('somebody');
  expect(await one.subject(await other.sign())).toBe('somebody');
  expect(await other.kids()).toHaveLength(2);
  rmSync(file('token-before.pem'));
  await expect(other.subject(before)).rejects.toMatchObject({ status: 401 });
  expect(await other.subject(await other.sign())).toBe('somebody');
});

test('N6: a file beside the keys that holds none locks nobody out', async () => {
  const sales = await loadKeysAfter('no key');
  expect(await sales.subject(await sales.sign())).toBe('somebody');
  expect(await sales.kids()).toHaveLength(1);
});

async function loadKeysAfter(text: string) {
  const sales = await start();
  writeFileSync(file('token-next.pem'), text);
  return sales;
}
