/** Needs PostgreSQL and Redis (database 12). */
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SignedInAnswer } from '../src/api.ts';
import { softwareAuthenticator } from './authenticator.ts';
import { type House, openHouse, password } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

const of = ({ customerId, accessToken }: SignedInAnswer) => ({
  call: (method: string, rest: string, body?: unknown) =>
    house.call(method, `/api/v1/customers/${customerId}${rest}`, body, accessToken),
});
const auth = (body: object, userAgent = firefox) =>
  house.call('POST', '/api/v1/customers/auth', body, undefined, { 'user-agent': userAgent });
const subjects = async (email: string) => (await house.mails(email)).map(({ subject }) => subject);

/** Turns codes on. @returns the app, the code that was shown for it, and the recovery codes. */
async function withCodes(email: string) {
  const known = await house.join(email);
  const begun = await of(known).call('POST', '/codes', { password });
  expect(begun.status).toBe(201);
  const app = new TOTP({ secret: Secret.fromBase32(begun.body.secret) });
  const shown = app.generate();
  const on = await of(known).call('POST', '/codes/confirm', { code: shown });
  expect(on.status).toBe(200);
  return { known, app, shown, recoveryCodes: on.body.recoveryCodes as string[] };
}
/** As half a minute later: the code that was just shown is not taken twice. */
const halfAMinuteOn = () => house.rows('update second_factor set last_step = last_step - 1');

test('C1: one sees where one is signed in, ends one session or all others, and no address is kept', async () => {
  const email = 'everywhere@example.org';
  const here = await house.join(email);
  const phone = (await auth({ email, password }, iphone)).body as SignedInAnswer;
  const desk = (await auth({ email, password })).body as SignedInAnswer;
  const { items } = (await of(desk).call('GET', '/sessions')).body;
  expect(items).toMatchObject([
    { browser: 'firefox', system: 'linux', signedInBy: 'password', isCurrent: true },
    { browser: 'safari', system: 'ios', signedInBy: 'password', isCurrent: false },
    { signedInBy: 'mail', isCurrent: false },
  ]);
  expect((await of(desk).call('DELETE', `/sessions/${items[1].id}`)).status).toBe(204);
  expect((await of(phone).call('GET', '/profile')).status).toBe(401);
  expect((await auth({ refreshToken: phone.refreshToken })).status).toBe(401);
  expect((await of(desk).call('DELETE', `/sessions/${items[1].id}`)).status).toBe(404);
  expect((await of(desk).call('DELETE', '/sessions')).status).toBe(204);
  expect((await of(here).call('GET', '/profile')).status).toBe(401);
  expect((await of(desk).call('GET', '/sessions')).body.items).toHaveLength(1);
  expect(JSON.stringify(await house.rows('select * from session'))).not.toContain('127.0.0.1');
});

test('C1: nobody sees or ends the sessions of another', async () => {
  const [ana, marc] = [await house.join('ana@example.org'), await house.join('marc@example.org')];
  const { items } = (await of(ana).call('GET', '/sessions')).body;
  expect((await of(marc).call('DELETE', `/sessions/${items[0].id}`)).status).toBe(404);
  const others = `/api/v1/customers/${ana.customerId}/sessions`;
  expect((await house.call('GET', others, undefined, marc.accessToken)).status).toBe(404);
  expect((await of(ana).call('GET', '/profile')).status).toBe(200);
});

test('C1: with codes on, the password alone opens nothing, and a code opens once', async () => {
  const email = 'codes@example.org';
  const { known, app, shown } = await withCodes(email);
  const first = await auth({ email, password });
  expect(first).toMatchObject({ status: 401, body: { type: '/problems/code-required' } });
  const { challenge } = first.body;
  expect(await auth({ challenge, code: '000000' })).toMatchObject({
    status: 422,
    body: { type: '/problems/wrong-code' },
  });
  expect((await auth({ challenge, code: shown })).status).toBe(422);
  await halfAMinuteOn();
  const code = app.generate();
  const answers = await Promise.all([1, 2, 3].map(() => auth({ challenge, code })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  await expect.poll(() => subjects(email)).toContain('Votre compte demande maintenant un code');
  expect((await of(known).call('POST', '/codes/end', { password: 'not the password' })).status).toBe(401);
  expect((await of(known).call('POST', '/codes/end', { password })).status).toBe(204);
  expect((await auth({ email, password })).status).toBe(200);
  await expect.poll(() => subjects(email)).toContain('Votre compte ne demande plus de code');
});

test('C1: a recovery code stands in for the app once, is kept as a hash, and new ones end those of before', async () => {
  const email = 'lost-phone@example.org';
  const { known, recoveryCodes } = await withCodes(email);
  const [one = '', other = ''] = recoveryCodes;
  const step = async () => (await auth({ email, password })).body.challenge as string;
  const typed = one.toUpperCase().replace('-', ' ');
  expect((await auth({ challenge: await step(), code: typed })).status).toBe(200);
  expect((await auth({ challenge: await step(), code: one })).status).toBe(422);
  await expect.poll(() => subjects(email)).toContain('Un code de secours a servi');
  expect((await of(known).call('GET', '/security')).body.recoveryCodesLeft).toBe(recoveryCodes.length - 1);
  expect(JSON.stringify(await house.rows('select * from recovery_code'))).not.toContain(other);
  expect((await of(known).call('POST', '/recovery-codes', { password })).status).toBe(200);
  expect((await auth({ challenge: await step(), code: other })).status).toBe(422);
});

test('C1: whoever guesses codes is slowed down, and the right password does not let them guess on', async () => {
  const email = 'guessed-codes@example.org';
  await withCodes(email);
  const challengeOf = async () => (await auth({ email, password })).body.challenge as string;
  const challenge = await challengeOf();
  const guesses = await Promise.all(
    Array.from({ length: 14 }, (_, at) => auth({ challenge, code: String(900_000 + at) })),
  );
  expect(guesses.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(1);
  await house.rows("update guess set wait_until = now() + interval '10 minutes'");
  expect((await auth({ challenge: await challengeOf(), code: '900014' })).status).toBe(429);
});

test('C1: staff who answer for it end the codes of whoever lost all of them; it is told and on record', async () => {
  const email = 'locked-out@example.org';
  const { known } = await withCodes(email);
  const path = `/api/v1/customers/${known.customerId}`;
  const manager = await house.staff(['manager']);
  const reason = { 'access-reason': 'customer-asks' };
  expect((await house.call('POST', `${path}/codes/end`, {}, manager, reason)).status).toBe(204);
  expect((await auth({ email, password })).status).toBe(200);
  await expect.poll(() => subjects(email)).toContain('Votre compte ne demande plus de code');
  const accesses = await house.call('GET', `${path}/accesses`, undefined, manager, reason);
  expect(accesses.body.items.map(({ what }: { what: string }) => what)).toContain('POST codes end');
});

test('C1: a passkey signs in by itself, once each challenge, and not when it is removed', async () => {
  const email = 'passkey@example.org';
  const { known } = await withCodes(email);
  const key = softwareAuthenticator('shop.example', 'https://shop.example');
  expect((await of(known).call('POST', '/passkeys/options', { password: 'no' })).status).toBe(401);
  const asked = await of(known).call('POST', '/passkeys/options', { password });
  const made = { name: 'Téléphone', response: key.make(asked.body.challenge) };
  expect((await of(known).call('POST', '/passkeys', made)).status).toBe(204);
  expect((await of(known).call('POST', '/passkeys', made)).status).toBe(401);
  const challengeOf = async () =>
    (await house.call('POST', '/api/v1/customers/passkey/options')).body.challenge as string;
  const answer = key.sign(await challengeOf());
  const signedIn = await auth({ passkey: answer });
  expect(signedIn).toMatchObject({ status: 200, body: { customerId: known.customerId } });
  expect((await auth({ passkey: answer })).status).toBe(401);
  const elsewhere = softwareAuthenticator('shop.example', 'https://shop.example');
  expect((await auth({ passkey: elsewhere.sign(await challengeOf()) })).status).toBe(422);
  const unasked = key.sign(await challengeOf(), { isAsked: false });
  expect((await auth({ passkey: unasked })).status).toBe(422);
  expect((await of(known).call('GET', '/security')).body).toMatchObject({
    arePasskeysOffered: true,
    passkeys: [{ id: key.id, name: 'Téléphone' }],
  });
  expect((await of(known).call('DELETE', `/passkeys/${key.id}`)).status).toBe(204);
  expect((await auth({ passkey: key.sign(await challengeOf()) })).status).toBe(422);
  await expect.poll(() => subjects(email)).toContain('Une clé d’accès est retirée');
});

test('C1: a page of another origin cannot use a passkey of the shop', async () => {
  const known = await house.join('phished@example.org');
  const asked = await of(known).call('POST', '/passkeys/options', { password });
  const phished = softwareAuthenticator('shop.example', 'https://sh0p.example').make(asked.body.challenge);
  expect(await of(known).call('POST', '/passkeys', { name: 'x', response: phished })).toMatchObject({
    status: 422,
    body: { type: '/problems/passkey-refused' },
  });
});
