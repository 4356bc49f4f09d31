import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toldBySales } from '../src/auth/ended-sessions.ts';
import { abilities, abilitiesOf, rolesAtTill, rolesWith, staffRole } from '../src/auth/roles.ts';
import { createTokens } from '../src/auth/tokens.ts';
import { remoteKeys } from '../src/auth/verify.ts';
import { testIssuer } from '../src/testing/issuer.ts';

const tillRoles = ['cashier', 'supervisor', 'manager', 'head-office'];

test('R1: who may do what is written in docs/roles.md as it is in force', () => {
  const roles = staffRole.options;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [
    line(['', ...roles]),
    line(['---', ...roles.map(() => ':-:')]),
    ...abilities.map((ability) =>
      line([`\`${ability}\``, ...roles.map((role) => (rolesWith(ability).includes(role) ? '●' : ''))]),
    ),
  ].join('\n');
  expect(readFileSync(new URL('../../../docs/roles.md', import.meta.url), 'utf8')).toContain(table);
});

test('R1: a store is told no role that its tills may not know', () =>
  fc.assert(
    fc.property(fc.subarray(staffRole.options), (roles) => {
      const told: readonly string[] = rolesAtTill(roles);
      expect(told.every((role) => tillRoles.includes(role))).toBe(true);
      for (const role of roles) if (tillRoles.includes(role)) expect(told).toContain(role);
    }),
  ));

test('R1: two roles allow what either does', () =>
  fc.assert(
    fc.property(fc.subarray(staffRole.options), fc.subarray(staffRole.options), (some, others) => {
      const both = new Set([...abilitiesOf(some), ...abilitiesOf(others)]);
      expect(new Set(abilitiesOf([...some, ...others]))).toEqual(both);
    }),
  ));

test('R1: a token of a later version is read without the role that is not known here; a regional manager is one of each store told', async () => {
  const issuer = await testIssuer();
  const tokens = createTokens(remoteKeys(issuer.url), toldBySales(issuer.url));
  const callerOf = async (roles: string[], stores?: string[]) =>
    tokens.staffOf(await issuer.staffToken(roles as never, 'someone', stores));
  expect(await callerOf(['manager', 'astronaut'], ['mtl'])).toMatchObject({
    roles: ['manager'],
    stores: ['mtl'],
  });
  expect(await callerOf(['regional'], ['mtl', 'lav'])).toMatchObject({
    roles: ['regional', 'manager'],
    stores: ['mtl', 'lav'],
  });
  expect((await callerOf(['regional'])).stores).toEqual([]);
  for (const role of ['head-office', 'executive'])
    expect((await callerOf([role], ['mtl'])).stores).toBeUndefined();
  await issuer.close();
});
