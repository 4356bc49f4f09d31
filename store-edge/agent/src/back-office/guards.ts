/** Who may call: whoever is signed in at a tablet, or a manager alone. */
import type { Request, RequestHandler } from 'express';
import { type Answer, handle } from '../http/answers.ts';
import { type Problem, problem } from '../problem.ts';
import type { PublicStaffMember } from '../staff/staff.ts';
import type { Visitors } from './visitors.ts';

type Visitor = Readonly<{ member: PublicStaffMember; session: string }>;
type Result = Promise<Answer | Problem> | Answer | Problem;

/** `Authorization: Bearer <session>`, here and where PouchDB replicates. */
export const sessionOf = (request: Request): string =>
  /^Bearer (.+)$/.exec(request.get('Authorization') ?? '')?.[1] ?? '';

export type Guards = ReturnType<typeof guardsOf>;

export function guardsOf(visitors: Visitors) {
  const asVisitor = (work: (visitor: Visitor, request: Request) => Result): RequestHandler =>
    handle((request) => {
      const session = sessionOf(request);
      const member = visitors.member(session);
      return member ? work({ member, session }, request) : notSignedIn();
    });
  const asManager = (work: (staffId: string, request: Request) => Result): RequestHandler =>
    asVisitor(({ member }, request) =>
      member.roles.includes('manager') ? work(member.id, request) : notAllowed(),
    );
  return { asVisitor, asManager };
}

const notSignedIn = (): Problem =>
  problem(401, 'not-signed-in', 'Nobody is signed in', 'Sign in with your PIN.');
const notAllowed = (): Problem =>
  problem(403, 'not-allowed', 'A manager must do this', 'Ask a manager to sign in.');
