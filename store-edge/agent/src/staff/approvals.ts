/**
 * Supervisor override (E11): who may says yes with a PIN, for one act of one cashier at one register. It is in the journal before the
 * act is, and is good for that act alone.
 */
import type { BodyOf } from '@comptoir/sync-protocol/records/kinds';
import { may, type Permission } from '@comptoir/sync-protocol/staff/permissions';
import type { ApprovalRequest } from '../api.ts';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import type { Journal } from '../journal/journal.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Actor } from '../register.ts';
import type { PublicStaffMember, Staff } from './staff.ts';

/** Long enough to finish what it was asked for, too short to be kept for later. */
const GOOD_FOR_MS = 15 * 60_000;

export type Approval = Readonly<{ approvalId: string; staffId: string }>;
type Row = {
  permission: string;
  approved_by: string;
  register_id: string;
  at: string;
  used_for: string | null;
};
type ApprovalsDeps = Readonly<{
  db: Sqlite;
  journal: Journal;
  clock: Clock;
  newId: () => string;
  staff: Pick<Staff, 'identify' | 'known'>;
}>;

export class Approvals {
  readonly #deps: ApprovalsDeps;
  readonly #byId;
  readonly #add;
  readonly #use;

  constructor(deps: ApprovalsDeps) {
    this.#deps = deps;
    this.#byId = deps.db.prepare<[string], Row>('select * from approval where approval_id = ?');
    this.#add = deps.db.prepare<[string, string, string, string, string, string]>(
      `insert into approval (approval_id, permission, approved_by, cashier_id, register_id, at) values (?, ?, ?, ?, ?, ?)`,
    );
    this.#use = deps.db.prepare<[string, string]>('update approval set used_for = ? where approval_id = ?');
  }

  async approve({ register, staffId }: Actor, request: ApprovalRequest): Promise<Approval | Problem> {
    const { staff, journal, newId } = this.#deps;
    const approver = await staff.identify(request);
    if (isProblem(approver)) return approver;
    if (!may(approver, request.permission)) return notAllowed(request.permission);
    const { permission, amountMinor } = request;
    const body: BodyOf<'access.approved'> = {
      approvalId: newId(),
      permission,
      approvedBy: approver.id,
      cashierId: staffId,
      ...(amountMinor === undefined ? {} : { amountMinor }),
    };
    journal.transaction(() => {
      const entry = { body: JSON.stringify(body), register: register.number, actor: approver.id };
      const { at } = journal.append({ kind: 'access.approved', ...entry });
      this.#add.run(body.approvalId, permission, approver.id, staffId, register.id, at);
    });
    return { approvalId: body.approvalId, staffId: approver.id };
  }

  /**
   * @param actedAt when money moved on the strength of it, if that was earlier.
   * @returns a problem unless the cashier may do it alone, or somebody has allowed this very act (or nothing yet) at this register.
   */
  refusal(
    { register, staffId }: Actor,
    permission: Permission,
    subject: string,
    approvalIds: readonly (string | undefined)[],
    actedAt?: string,
  ): Problem | null {
    const member: PublicStaffMember | undefined = this.#deps.staff.known(staffId);
    if (member && may(member, permission)) return null;
    const isGood = (row: Row | undefined): boolean =>
      row?.permission === permission &&
      row.register_id === register.id &&
      (row.used_for === null || row.used_for === subject) &&
      (actedAt === undefined ? this.#deps.clock.now().getTime() : Date.parse(actedAt)) - Date.parse(row.at) <=
        GOOD_FOR_MS;
    return approvalIds.some((id) => id !== undefined && isGood(this.#byId.get(id)))
      ? null
      : notAllowed(permission);
  }

  byId(approvalId: string): Approval | undefined {
    const row = this.#byId.get(approvalId);
    return row && { approvalId, staffId: row.approved_by };
  }

  /** In the transaction of the act. */
  use(approvalId: string, subject: string): void {
    this.#use.run(subject, approvalId);
  }
}

const notAllowed = (permission: Permission): Problem =>
  problem(403, 'approval-needed', 'Somebody else must allow this', 'Ask a supervisor to type a PIN.', {
    permission,
  });
