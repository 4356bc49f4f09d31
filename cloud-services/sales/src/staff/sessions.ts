/** Ends people's sessions at head office: a token says what somebody may do for hours, whatever has become of them since. */
import {
  type Database,
  mutation,
  notFound,
  type Route,
  rolesWith,
  route,
  type Tokens,
  type Tx,
} from '@comptoir/service-kit';
import { endedSessions, endedSessionsPath, type GoodFrom } from '@comptoir/service-kit/auth/ended-sessions';
import { z } from 'zod';
import type { Member } from './member.ts';
import { memberById, saveMember } from './store/rows.ts';

/** Tokens tell whole seconds: the next one refuses what was given within this one, and the one after what was given ahead, after an end just before. */
export const nextGoodFrom = (before: Pick<Member, 'sessionsEndedAt'>, now: Date): Date =>
  new Date(1_000 * (1 + Math.floor(Math.max(now.getTime(), before.sessionsEndedAt?.getTime() ?? 0) / 1_000)));

const endings = ['roles', 'storeIds', 'passwordHash', 'isActive'] as const satisfies (keyof Member)[];

/** A token that was given before says something that does not hold any more, or was had with a password that is given up. */
export const endsSessions = (before: Member, after: Member): boolean =>
  endings.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));

export const goodFromOf =
  (database: Database): GoodFrom =>
  async (staffId) => {
    const [row] = await database.query<{ sessions_ended_at: Date }>(
      'select sessions_ended_at from staff where id = $1 and sessions_ended_at is not null',
      [staffId],
    );
    return row && row.sessions_ended_at.getTime() / 1_000;
  };

export type SessionParts = Readonly<{
  database: Database;
  tokens: Tokens;
  now: () => Date;
  /** Tokens that are older have expired by themselves. */
  tokenSeconds: number;
}>;

export const sessionRoutes = ({ database, tokens, now, tokenSeconds }: SessionParts): Route[] => [
  mutation(database, {
    method: 'delete',
    path: '/api/v1/staff/:id/sessions',
    summary: 'End a person’s sessions at head office: their tokens are refused within seconds',
    guard: tokens.requireStaff(...rolesWith('change-staff')),
    params: z.strictObject({ id: z.string().min(1).max(100) }),
    answers: { 204: null },
    async handle({ params }, tx) {
      await end(tx, params.id, now());
      return { status: 204, body: null };
    },
  }),
  route({
    method: 'get',
    path: endedSessionsPath,
    summary: 'From when whose tokens are good: for other services',
    answers: { 200: endedSessions },
    async handle() {
      const rows = await database.query<{ id: string; sessions_ended_at: Date }>(
        'select id, sessions_ended_at from staff where sessions_ended_at > $1',
        [new Date(now().getTime() - tokenSeconds * 1_000)],
      );
      const items = rows.map((row) => ({
        staffId: row.id,
        goodFrom: row.sessions_ended_at.getTime() / 1_000,
      }));
      return { status: 200, body: { items } };
    },
  }),
];

async function end(tx: Tx, id: string, now: Date): Promise<void> {
  const member = await memberById(tx, id);
  if (!member) throw notFound('staff');
  await saveMember(tx, { ...member, sessionsEndedAt: nextGoodFrom(member, now) });
}
