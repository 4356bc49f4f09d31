/**
 * Who stands at the till: PINs, lock-out, and sessions that outlive a restart, so that a crash logs nobody out (E11).
 * The PIN's hash is slow on purpose and is computed on a worker thread: selling does not wait for it.
 */

import type { StaffMember } from '@comptoir/sync-protocol/feeds/rows';
import { parseBadgeCode } from '@comptoir/sync-protocol/ids/badge-code';
import { verify } from '@node-rs/argon2';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import { sha256 } from '../journal/hash.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Replica } from '../replica/replica.ts';
import { digestOfToken, newToken } from '../secrets.ts';
import type { OwnSecrets } from './own-secrets.ts';

const ATTEMPTS = 5;
const LOCK_OUT_MS = 5 * 60_000;

export type PublicStaffMember = Omit<StaffMember, 'pinHash' | 'badgeHash'>;
export type Session = Readonly<{ session: string; staff: PublicStaffMember }>;
type StaffDeps = Readonly<{
  db: Sqlite;
  replica: Pick<Replica, 'staff' | 'staffMember'>;
  clock: Clock;
  ownSecrets: OwnSecrets;
}>;
/** A name and a PIN, or a badge, which is both. */
export type Credential = Readonly<{ staffId: string; pin: string } | { badge: string }>;

function prepare(db: Sqlite) {
  return {
    failure: db.prepare<[string], { count: number; locked_until: string | null }>(
      'select count, locked_until from pin_failure where staff_id = ?',
    ),
    fail: db.prepare<[string, number, string | null]>(
      `insert into pin_failure (staff_id, count, locked_until) values (?, ?, ?)
       on conflict (staff_id) do update set count = excluded.count, locked_until = excluded.locked_until`,
    ),
    forget: db.prepare<[string]>('delete from pin_failure where staff_id = ?'),
    begin: db.prepare<[Buffer, string, string, string]>(
      'insert into cashier_session (digest, staff_id, terminal_id, started_at) values (?, ?, ?, ?)',
    ),
    find: db
      .prepare<[Buffer, string, string], string>(
        `select staff_id from cashier_session
         where digest = ? and terminal_id = ? and started_at > ? and ended_at is null`,
      )
      .pluck(),
    endOf: db.prepare<[string, string]>(
      'update cashier_session set ended_at = ? where staff_id = ? and ended_at is null',
    ),
    end: db.prepare<[string, Buffer]>(
      'update cashier_session set ended_at = ? where digest = ? and ended_at is null',
    ),
  };
}

export class Staff {
  readonly #deps: StaffDeps;
  readonly #sql: ReturnType<typeof prepare>;
  /** One PIN of a person at a time: guesses sent side by side would each find the counter below its limit. */
  readonly #checking = new Map<string, Promise<unknown>>();

  constructor(deps: StaffDeps) {
    this.#deps = deps;
    this.#sql = prepare(deps.db);
  }

  list(): PublicStaffMember[] {
    return this.#deps.replica.staff().map(withoutPin);
  }

  async logIn(terminalId: string, credential: Credential): Promise<Session | Problem> {
    const staff = await this.identify(credential);
    if (isProblem(staff)) return staff;
    const session = newToken();
    const startedAt = this.#deps.clock.now().toISOString();
    this.#sql.begin.run(digestOfToken(session), staff.id, terminalId, startedAt);
    return { session, staff };
  }

  /** @returns whose PIN, or whose badge, it is. */
  async identify(credential: Credential): Promise<PublicStaffMember | Problem> {
    return 'badge' in credential
      ? this.#byBadge(credential.badge)
      : this.#byPin(credential.staffId, credential.pin);
  }

  /** A hundred bits are not guessed: nobody is kept out by wrong ones, and a right one lets in whom wrong PINs keep out. */
  #byBadge(text: string): PublicStaffMember | Problem {
    const { replica, ownSecrets } = this.#deps;
    const code = parseBadgeCode(text);
    const digest = code === null ? null : sha256(code).toString('hex');
    const holder = replica.staff().find((told) => ownSecrets.inForce(told).badgeHash === digest);
    return holder && digest !== null ? withoutPin(holder) : unknownBadge();
  }

  #byPin(staffId: string, pin: string): Promise<PublicStaffMember | Problem> {
    const before = this.#checking.get(staffId) ?? Promise.resolve();
    const mine = before.then(() => this.#check(staffId, pin));
    const quiet = mine.catch(() => undefined);
    this.#checking.set(staffId, quiet);
    void quiet.then(() => {
      if (this.#checking.get(staffId) === quiet) this.#checking.delete(staffId);
    });
    return mine;
  }

  /** @returns who is logged in by this session at this terminal, after `since` if it is given, if still on the store's list. */
  member(session: string, terminalId: string, since = ''): PublicStaffMember | undefined {
    const staffId = this.#sql.find.get(digestOfToken(session), terminalId, since);
    return staffId === undefined ? undefined : this.known(staffId);
  }

  known(staffId: string): PublicStaffMember | undefined {
    const member = this.#deps.replica.staffMember(staffId);
    return member && withoutPin(member);
  }

  hasBadge(told: StaffMember): boolean {
    return this.#deps.ownSecrets.inForce(told).badgeHash !== undefined;
  }

  /** Until when wrong PINs keep somebody out; null: they do not. */
  lockedUntil(staffId: string): string | null {
    const until = this.#sql.failure.get(staffId)?.locked_until ?? null;
    return until !== null && Date.parse(until) > this.#deps.clock.now().getTime() ? until : null;
  }

  /** Whoever may has seen that it is the person. */
  unlock(staffId: string): void {
    this.#sql.forget.run(staffId);
  }

  /** Wherever they are signed in. In the transaction of what ends it. */
  endSessionsOf(staffId: string): void {
    this.#sql.endOf.run(this.#deps.clock.now().toISOString(), staffId);
  }

  logOut(session: string): void {
    this.#sql.end.run(this.#deps.clock.now().toISOString(), digestOfToken(session));
  }

  async #check(staffId: string, pin: string): Promise<PublicStaffMember | Problem> {
    const now = this.#deps.clock.now();
    const failure = this.#sql.failure.get(staffId);
    const lockedMs = failure?.locked_until ? Date.parse(failure.locked_until) - now.getTime() : 0;
    if (lockedMs > 0) return lockedOut(Math.ceil(lockedMs / 1000));

    const told = this.#deps.replica.staffMember(staffId);
    const member = told && this.#deps.ownSecrets.inForce(told);
    if (member && (await verify(member.pinHash, pin))) {
      this.#sql.forget.run(staffId);
      return withoutPin(member);
    }
    return this.#failed(staffId, now, failure?.locked_until ? 0 : (failure?.count ?? 0));
  }

  #failed(staffId: string, now: Date, before: number): Problem {
    const count = before + 1;
    const locked = count >= ATTEMPTS;
    const until = locked ? new Date(now.getTime() + LOCK_OUT_MS).toISOString() : null;
    this.#sql.fail.run(staffId, count, until);
    if (locked) return lockedOut(LOCK_OUT_MS / 1000);
    return problem(401, 'wrong-pin', 'Wrong PIN', 'Try again.', { attemptsLeft: ATTEMPTS - count });
  }
}

const withoutPin = ({ pinHash: _, badgeHash: __, ...member }: StaffMember): PublicStaffMember => member;

const unknownBadge = (): Problem =>
  problem(401, 'unknown-badge', 'This badge lets nobody in', 'Use your PIN, and ask a manager for a badge.');

export const notLoggedIn = (): Problem =>
  problem(401, 'not-logged-in', 'Nobody is logged in', 'Log in with your PIN.');

const lockedOut = (retryAfterSeconds: number): Problem =>
  problem(423, 'locked-out', 'Too many wrong PINs', 'Wait, or ask a manager.', { retryAfterSeconds });
