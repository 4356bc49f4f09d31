import { expect, test } from 'vitest';
import { openJar } from '../src/http/cookies.ts';
import { isFromOurPages } from '../src/http/security.ts';
import { subjectOf } from '../src/session/customer-session.ts';

test('C1: no script reads a cookie of the shop, and no form of another site sends one', () => {
  const jar = openJar('comptoir_cart=abc; other=1', true);
  expect(jar.get('cart')).toBe('abc');
  jar.set('refresh', 'a;b c', 60);
  jar.delete('cart');
  jar.delete('access');
  expect(jar.get('refresh')).toBe('a;b c');
  expect(jar.get('cart')).toBeUndefined();
  expect(jar.changes()).toEqual([
    'comptoir_refresh=a%3Bb%20c; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure',
    'comptoir_cart=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure',
  ]);
});

test('C1: a malformed cookie is no cookie', () => {
  expect(openJar('comptoir_cart=%E0%A4%A; ;=;x', false).get('cart')).toBe('');
});

test.each([
  ['our page, by Fetch metadata', { fetchSite: 'same-origin' }, true],
  ['another site', { fetchSite: 'cross-site', origin: 'http://shop', host: 'shop' }, false],
  ['a neighbour on another port', { fetchSite: 'same-site' }, false],
  ['an old browser at our page', { origin: 'http://shop:1', host: 'shop:1' }, true],
  ['an old browser elsewhere', { origin: 'http://evil', host: 'shop' }, false],
  ['nobody who says', { host: 'shop' }, false],
  ['a sandbox', { origin: 'null', host: 'shop' }, false],
])('C1: a form from %s: %j is taken: %s', (_who, headers, taken) => {
  expect(isFromOurPages(headers)).toBe(taken);
});

test('C1: a token that is none belongs to nobody', () => {
  expect(subjectOf('x')).toBeNull();
  expect(subjectOf(`a.${Buffer.from('{"sub":"c1"}').toString('base64url')}.c`)).toBe('c1');
});
