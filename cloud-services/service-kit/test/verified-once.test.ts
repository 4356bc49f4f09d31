import { expect, test } from 'vitest';
import { verifiedOnce } from '../src/auth/verified-once.ts';

test('E3: a token is verified once a minute and never believed after its end; one that was refused is verified anew', async () => {
  let nowMs = 1_000_000;
  const verified: string[] = [];
  const claimsOf = verifiedOnce(
    async (token) => {
      verified.push(token);
      if (token === 'false') throw new Error('not signed by us');
      return { sub: token, exp: 1_090 };
    },
    () => nowMs,
  );
  const ask = (token: string) => claimsOf(token).then(({ sub }) => sub);
  expect([await ask('a'), await ask('a'), await ask('b')]).toEqual(['a', 'a', 'b']);
  expect(verified).toEqual(['a', 'b']);
  await expect(ask('false')).rejects.toThrow();
  await expect(ask('false')).rejects.toThrow();
  expect(verified).toEqual(['a', 'b', 'false', 'false']);
  nowMs += 60_000;
  await ask('a');
  nowMs += 29_999;
  await ask('a');
  expect(verified.slice(4)).toEqual(['a']);
  nowMs += 1;
  await ask('a');
  expect(verified.slice(4)).toEqual(['a', 'a']);
});
