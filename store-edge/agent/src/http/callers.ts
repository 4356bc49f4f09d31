/** Who calls: a paired terminal by its signed token, and, where somebody acts, the cashier's session on it. */
import type { Request } from 'express';
import type { TerminalKeyRequest } from '../pairing/api.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { TerminalTokens } from '../pairing/terminal-token.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Actor, HandingOver, Register } from '../register.ts';
import { notLoggedIn, type PublicStaffMember, type Staff } from '../staff/staff.ts';

export type TerminalCaller = Readonly<{ terminalId: string; register: Register }>;
export type CashierCaller = TerminalCaller &
  Readonly<{ actor: Actor; member: PublicStaffMember; session: string }>;

type CallersDeps = Readonly<{
  tokens: TerminalTokens;
  staff: Staff;
  registers: () => readonly Register[];
  isAdminToken: (given: string) => boolean;
  pairing: Pairing;
}>;

export class Callers {
  readonly #deps: CallersDeps;

  constructor(deps: CallersDeps) {
    this.#deps = deps;
  }

  terminal(request: Request): Promise<TerminalCaller | Problem> {
    return this.terminalBy(bearer(request));
  }

  async terminalBy(token: string): Promise<TerminalCaller | Problem> {
    const terminal = await this.#deps.tokens.verify(token);
    if (isProblem(terminal)) return terminal;
    const register = this.#deps.registers().find((one) => one.id === terminal.registerId);
    if (register) return { terminalId: terminal.terminalId, register };
    return problem(
      401,
      'not-paired',
      'This register is gone',
      'Pair this terminal with a register that the store still has.',
    );
  }

  async cashier(request: Request): Promise<CashierCaller | Problem> {
    const caller = await this.terminal(request);
    if (isProblem(caller)) return caller;
    const session = sessionOf(request);
    const member = this.#deps.staff.member(session, caller.terminalId);
    if (!member) return notLoggedIn();
    return { ...caller, member, session, actor: { staffId: member.id, register: caller.register } };
  }

  async handingOver(request: Request): Promise<HandingOver | Problem> {
    const caller = await this.terminal(request);
    if (isProblem(caller)) return caller;
    return { ...caller, staffId: this.#deps.staff.member(sessionOf(request), caller.terminalId)?.id };
  }

  followKey(request: TerminalKeyRequest): Promise<Problem | undefined> {
    return this.#deps.tokens.follow(request);
  }

  /** A manager at a terminal, or the owner of the machine by the admin token. */
  async mayPair(request: Request): Promise<Problem | undefined> {
    if (this.#deps.isAdminToken(bearer(request))) return undefined;
    const caller = await this.cashier(request);
    if (isProblem(caller)) return caller;
    if (caller.member.roles.includes('manager')) return undefined;
    return problem(403, 'not-allowed', 'A manager must do this', 'Ask a manager to log in.');
  }
}

const sessionOf = (request: Request): string => request.get('Cashier-Session') ?? '';

const bearer = (request: Request): string =>
  /^Bearer (.+)$/.exec(request.get('Authorization') ?? '')?.[1] ?? '';
