/** What a service makes of tokens by itself, whoever stands before it. */
import { generateKeyPair, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { verifiedClaims } from '../src/auth/verify.ts';

const expected = { issuer: 'comptoir-sales', audience: 'staff' };
const ours = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
const strangers = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
const ofAnotherKind = await generateKeyPair('ES256');

function token({ issuer = expected.issuer, audience = expected.audience, endsAt = '5 min' } = {}) {
  return new SignJWT({ sub: 'somebody' }).setIssuer(issuer).setAudience(audience).setExpirationTime(endsAt);
}
const signed = (told: SignJWT, by = ours.privateKey, alg = 'EdDSA') =>
  told.setProtectedHeader({ alg }).sign(by);
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

test('API2: a service takes a token of its issuer, for its audience, while it lasts', async () => {
  const claims = await verifiedClaims(await signed(token()), async () => ours.publicKey, expected);
  expect(claims.sub).toBe('somebody');
});

test.each([
  ['of another issuer', signed(token({ issuer: 'comptoir-customer' }))],
  ['for another audience', signed(token({ audience: 'device' }))],
  ['that is over', signed(token({ endsAt: '-1 min' }))],
  ['of a stranger’s key', signed(token(), strangers.privateKey)],
  ['that nobody signed', `${encoded({ alg: 'none' })}.${encoded({ ...expected, exp: 9_999_999_999 })}.`],
])('API2: a service takes no token %s, also without a gateway before it', async (_which, told) => {
  const verified = verifiedClaims(await told, async () => ours.publicKey, expected);
  await expect(verified).rejects.toMatchObject({ status: 401 });
});

test('API2: a service takes no token of another kind of key, be it published as ours', async () => {
  const told = await signed(token(), ofAnotherKind.privateKey, 'ES256');
  const verified = verifiedClaims(told, async () => ofAnotherKind.publicKey, expected);
  await expect(verified).rejects.toMatchObject({ status: 401 });
});
