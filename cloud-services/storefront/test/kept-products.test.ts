import { expect, test } from 'vitest';
import { keep, keptIds } from '../src/cart/kept-products.ts';
import { openJar } from '../src/http/cookies.ts';
import type { Visit } from '../src/visit.ts';

/** A guest's visit, as far as the list goes. */
const guest = (cookies?: string) => {
  const jar = openJar(cookies, true);
  return { jar, visit: { jar, customer: { id: async () => null } } as unknown as Visit };
};

test('C1: a guest’s list is in the browser alone: newest first, each product once, and bounded', async () => {
  const { jar, visit } = guest();
  for (const id of ['a', 'b', 'a']) expect(await keep(visit, id, true)).toBeUndefined();
  expect(await keptIds(visit)).toEqual(['a', 'b']);
  expect(jar.changes().join()).toMatch(/comptoir_kept=a%20b; .*HttpOnly; SameSite=Lax/);
  await keep(visit, 'a', false);
  expect(await keptIds(visit)).toEqual(['b']);
  for (let at = 0; at < 50; at += 1)
    await keep(visit, `0193a000-0000-7000-8000-${String(at).padStart(12, '0')}`, true);
  expect((await keptIds(visit)).length).toBe(24);
  expect(jar.changes().join().length).toBeLessThan(4_096);
});

test('an empty list leaves no cookie', async () => {
  const { jar, visit } = guest('comptoir_kept=a');
  await keep(visit, 'a', false);
  expect(jar.changes().join()).toMatch(/comptoir_kept=; .*Max-Age=0/);
});
