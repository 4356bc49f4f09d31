import { expect, test } from 'vitest';
import { newSealKey, seal, unseal } from './sealed-sign-in.ts';

const session = {
  session: 'opaque-session',
  staff: { id: 'u-camille', displayName: 'Camille', roles: ['cashier'], language: 'fr' },
} as const;
const answer = { ...session, staff: { ...session.staff, roles: [...session.staff.roles] } };

test('E8 E11: the right PIN, at the browser where it was last accepted, gives the session back; anything else nothing', async () => {
  const [here, elsewhere] = [await newSealKey(), await newSealKey()];
  const sealed = await seal(here, answer, '1234');
  expect(await unseal(here, sealed, '1234')).toEqual(answer);
  expect(await unseal(here, sealed, '1235')).toBeNull();
  expect(await unseal(elsewhere, sealed, '1234')).toBeNull();
  expect(await unseal(here, { ...sealed, staffId: 'u-martin' }, '1234')).toBeNull();
});

test('E11: neither the PIN nor the session can be read from what is kept', async () => {
  const key = await newSealKey();
  expect(key.extractable).toBe(false);
  const kept = await seal(key, answer, '1234');
  const bytes = [kept.salt, kept.nonce, new Uint8Array(kept.sealed)].map((part) =>
    Buffer.from(part).toString('latin1'),
  );
  expect(bytes.join()).not.toMatch(/1234|opaque-session|Camille/);
});
