/**
 * Who is signed in at a tablet. Tablets are not paired: they show names, take a PIN, and get a session that ends by itself. Guessing
 * is limited twice: per person (`staff.ts`), and over all tablets here, so that nobody tries one PIN on everybody.
 */
import type { Clock } from '../clock.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { PublicStaffMember, Session, Staff } from '../staff/staff.ts';

/** Stands where a till's sessions have their terminal: neither is good at the other. */
const TABLETS = 'back-office';
const SESSION_MS = 14 * 3_600_000;
const WRONG_MAX = 20;
const WRONG_WINDOW_MS = 10 * 60_000;

export class Visitors {
  readonly #staff: Staff;
  readonly #clock: Clock;
  #wrongAtMs: number[] = [];

  constructor({ staff, clock }: Readonly<{ staff: Staff; clock: Clock }>) {
    this.#staff = staff;
    this.#clock = clock;
  }

  async signIn(staffId: string, pin: string): Promise<Session | Problem> {
    const nowMs = this.#clock.now().getTime();
    this.#wrongAtMs = this.#wrongAtMs.filter((atMs) => nowMs - atMs < WRONG_WINDOW_MS);
    if (this.#wrongAtMs.length >= WRONG_MAX) {
      const retryAfterSeconds = Math.ceil((WRONG_WINDOW_MS - (nowMs - (this.#wrongAtMs[0] ?? nowMs))) / 1000);
      return problem(429, 'too-many-pins', 'Too many wrong PINs', 'Wait, then try again.', {
        retryAfterSeconds,
      });
    }
    const session = await this.#staff.logIn(TABLETS, { staffId, pin });
    if (isProblem(session)) this.#wrongAtMs.push(nowMs);
    return session;
  }

  member(session: string): PublicStaffMember | undefined {
    const since = new Date(this.#clock.now().getTime() - SESSION_MS);
    return this.#staff.member(session, TABLETS, since.toISOString());
  }

  signOut(session: string): void {
    this.#staff.logOut(session);
  }
}
