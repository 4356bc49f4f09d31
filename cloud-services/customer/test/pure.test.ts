import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openKeyRing } from '../src/keys/key-ring.ts';
import { addressInput, checkAddresses } from '../src/person/addresses.ts';
import { seal, unseal } from '../src/privacy/seal.ts';
import { openVault } from '../src/privacy/vault.ts';
import { openWrappingKeys } from '../src/privacy/wrapping-keys.ts';

const montreal = {
  kind: 'delivery',
  recipient: 'Ana Côté',
  lines: ['12, rue Saint-Denis'],
  city: 'Montréal',
  region: 'QC',
  postalCode: 'H2X1Y4',
  country: 'CA',
} as const;

test('C1: each kind of address has just one default, the first when none is named', () => {
  const told = fc.array(
    fc.record({ kind: fc.constantFrom('delivery', 'billing'), isDefault: fc.boolean() }),
    { maxLength: 8 },
  );
  let count = 0;
  fc.assert(
    fc.property(told, (kinds) => {
      const inputs = kinds.map((kind) => addressInput.parse({ ...montreal, ...kind }));
      const asked = (kind: string) => inputs.filter((each) => each.kind === kind && each.isDefault).length;
      const check = () => checkAddresses(inputs, () => `id-${++count}`);
      if (asked('delivery') > 1 || asked('billing') > 1) {
        expect(check).toThrow('address-wrong');
        return;
      }
      const stored = check();
      for (const kind of ['delivery', 'billing']) {
        const alike = stored.filter((each) => each.kind === kind);
        expect(alike.filter(({ isDefault }) => isDefault)).toHaveLength(Math.min(1, alike.length));
      }
      expect(new Set(stored.map(({ id }) => id)).size).toBe(stored.length);
    }),
  );
});

test('sealed and opened again a text is the same; with a bit changed, another key or another place it does not open', () => {
  const [key, other] = [new Uint8Array(randomBytes(32)), new Uint8Array(randomBytes(32))];
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.integer({ min: 1, max: 255 }), (text, place, change) => {
      const sealed = seal(key, 'c/person', text);
      expect(unseal(key, 'c/person', sealed)).toBe(text);
      expect(() => unseal(key, 'd/person', sealed)).toThrow();
      expect(() => unseal(other, 'c/person', sealed)).toThrow();
      const tampered = new Uint8Array(sealed);
      const at = place % tampered.length;
      tampered[at] = (tampered[at] ?? 0) ^ change;
      expect(() => unseal(key, 'c/person', tampered)).toThrow();
      expect(() => unseal(key, 'c/person', sealed.subarray(0, at))).toThrow();
    }),
  );
});

test('an address is found in any capitals and never stands in what finds it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'comptoir-vault-'));
  try {
    const [vault, again] = [await openVault(directory), await openVault(directory)];
    expect(vault.lookupOf(' Ana@Example.org ')).toEqual(again.lookupOf('ana@example.org'));
    expect(vault.lookupOf('ana@example.org').toString('latin1')).not.toContain('ana');
    const { wrappedKey, safe } = vault.newSafe('c1');
    const sealed = safe.seal('person', { email: 'ana@example.org' });
    expect(again.safeOf('c1', wrappedKey).unseal('person', sealed)).toEqual({ email: 'ana@example.org' });
    expect(() => again.safeOf('c2', wrappedKey)).toThrow();
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('C1: keys rotate by the clock: the next one is published before it signs, the one before after it has', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'comptoir-ring-'));
  try {
    let at = 1_000_000;
    const ring = openKeyRing(directory, () => new Date(at), 1_000);
    const other = openKeyRing(directory, () => new Date(at), 1_000);
    const kids = async () => (await ring.published()).map(({ kid }) => kid);
    const first = (await ring.current()).jwk.kid;
    expect((await other.current()).jwk.kid).toBe(first);
    const before = await kids();
    expect(before).toHaveLength(2);
    at += 1_000;
    const second = (await ring.current()).jwk.kid;
    expect(before).toContain(second);
    expect(await kids()).toEqual(expect.arrayContaining([first, second]));
    at += 1_000;
    expect(await kids()).not.toContain(first);
    expect(await kids()).toContain(second);
    expect((await readdir(directory)).filter((name) => name.endsWith('.pem'))).toHaveLength(3);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('N6: a key that wraps others is replaced after 90 days; what an older one wrapped still opens, also where the new one was not known', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'comptoir-wrapping-'));
  const now = new Date();
  const [keys, elsewhere] = [await openWrappingKeys(directory), await openWrappingKeys(directory)];
  const before = keys.wrap('data-key/1', 'a key');
  expect(await keys.renew(now)).toBe(0);
  const old = new Date(now.getTime() - 91 * 86_400_000);
  await utimes(join(directory, 'key-encryption.key'), old, old);
  expect(await keys.renew(now)).toBe(1);
  expect(await elsewhere.renew(now)).toBe(1);
  const after = keys.wrap('data-key/1', 'a key');
  expect([before.wrappedBy, after.wrappedBy]).toEqual([0, 1]);
  const late = await openWrappingKeys(directory);
  for (const opener of [keys, elsewhere, late])
    for (const { wrappedKey } of [before, after])
      expect(opener.unwrap('data-key/1', wrappedKey)).toBe('a key');
  expect(() => keys.unwrap('data-key/2', after.wrappedKey)).toThrow();
  await rm(directory, { recursive: true });
});
