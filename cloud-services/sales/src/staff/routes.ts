/** `/api/v1/staff`: signing in, and people. */
import {
  abilitiesOf,
  type Database,
  decodeCursor,
  listOf,
  listQuery,
  mutation,
  pageOf,
  type Route,
  rolesWith,
  route,
  staffRole,
  type Tokens,
} from '@comptoir/service-kit';
import { addressOf } from '@comptoir/service-kit/auth/guesses';
import { z } from 'zod';
import { staffAuthAnswer, staffAuthRequest, staffMember } from '../api.ts';
import type { Member } from './member.ts';
import { putMember } from './put-member.ts';
import { signIn } from './sign-in.ts';
import { listMembers } from './store/rows.ts';

const memberInput = z
  .strictObject({
    /** May be told again; must then be the id of the address. */
    id: z.string().optional(),
    displayName: z.string().trim().min(1).max(80),
    roles: z.array(staffRole).min(1),
    language: z.enum(['fr', 'en']),
    storeIds: z.array(z.string()).max(500).optional(),
    pin: z
      .string()
      .regex(/^\d{4,8}$/, 'must be 4 to 8 digits')
      .optional(),
    login: z.string().trim().toLowerCase().min(3).max(80).optional(),
    password: z.string().min(8, 'must have at least 8 characters').max(200).optional(),
    /** False: has left. Stays as it is unless told; true for somebody new. */
    isActive: z.boolean().optional(),
  })
  .meta({ id: 'StaffMemberInput' });

/** Hashes stay inside. */
const shown = ({ id, displayName, roles, language, storeIds, pinHash, login, isActive }: Member) => ({
  id,
  displayName,
  roles: [...roles],
  language,
  storeIds: [...storeIds],
  hasPin: pinHash !== null,
  login,
  isActive,
});

export type StaffParts = Readonly<{
  database: Database;
  tokens: Tokens;
  now: () => Date;
  sign: (member: Member) => Promise<{ accessToken: string; expiresInSeconds: number }>;
}>;

export const staffRoutes = ({ database, tokens, now, sign }: StaffParts): Route[] => [
  route({
    method: 'post',
    path: '/api/v1/staff/auth',
    summary: 'Sign in with login and password',
    body: staffAuthRequest,
    answers: { 200: staffAuthAnswer },
    async handle({ body, request }) {
      const member = await signIn(database, body, addressOf(request), now());
      const { id, displayName, roles, language } = member;
      return {
        status: 200,
        body: {
          ...(await sign(member)),
          staff: { id, displayName, roles: [...roles], may: abilitiesOf(roles), language },
        },
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/staff',
    summary: 'People',
    guard: tokens.requireStaff(...rolesWith('read-staff')),
    query: z.strictObject(listQuery),
    answers: { 200: listOf(staffMember) },
    async handle({ query, caller }) {
      const after = decodeCursor(z.string(), query.cursor) ?? '';
      const members = await listMembers(database, caller.stores, after, query.limit + 1);
      const page = pageOf(members, query.limit, ({ id }) => id);
      return { status: 200, body: { ...page, items: page.items.map(shown) } };
    },
  }),
  mutation(database, {
    method: 'put',
    path: '/api/v1/staff/:id',
    summary: 'Create or change a person; secrets that are not told stay',
    guard: tokens.requireStaff(...rolesWith('change-staff')),
    params: z.strictObject({ id: z.string().min(1).max(100) }),
    body: memberInput,
    answers: { 200: staffMember },
    async handle({ params, body, caller }, tx) {
      return { status: 200, body: shown(await putMember(tx, params.id, body, caller.id, now())) };
    },
  }),
];
