/** A manager lets somebody in who forgot their PIN, or gives them a badge: on record before it is in force, told to head office when it can be. */
import type { StaffMember } from '@comptoir/sync-protocol/feeds/rows';
import type { BodyOf } from '@comptoir/sync-protocol/records/kinds';
import type { ChangeSecretsRequest } from '@comptoir/sync-protocol/wire/staff';
import { hash } from '@node-rs/argon2';
import type { Clock } from '../clock.ts';
import type { Errands } from '../errands/errands.ts';
import type { Journal } from '../journal/journal.ts';
import { type Problem, problem } from '../problem.ts';
import type { Replica } from '../replica/replica.ts';
import { hashOfCode, type StoreCodes } from '../values/value-codes.ts';
import type { OwnSecrets } from './own-secrets.ts';
import type { Staff } from './staff.ts';

type Deps = Readonly<{
  journal: Journal;
  clock: Clock;
  newId: () => string;
  replica: Pick<Replica, 'staffMember'>;
  staff: Staff;
  ownSecrets: OwnSecrets;
  errands: Errands;
  badgeCodes: StoreCodes;
}>;
type Changed = Readonly<{ pinHash: string } | { badgeHash: string | null }>;

export class SecretsDesk {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The person types it; whoever guessed the one before has nothing, and is signed in nowhere. */
  async setPin(managerId: string, staffId: string, pin: string): Promise<Problem | null> {
    const member = this.#changeable(staffId);
    if ('status' in member) return member;
    this.#change(managerId, member, 'pin-reset', { pinHash: await hash(pin) });
    return null;
  }

  /** @returns the badge's id: its code is on its slip alone. The badge before is worth nothing any more. */
  giveBadge(managerId: string, staffId: string): Readonly<{ badgeId: string }> | Problem {
    const member = this.#changeable(staffId);
    if ('status' in member) return member;
    const badgeId = this.#deps.newId();
    const badgeHash = hashOfCode(this.#deps.badgeCodes(badgeId));
    this.#change(managerId, member, 'badge-given', { badgeHash });
    return { badgeId };
  }

  takeBadge(managerId: string, staffId: string): Problem | null {
    const member = this.#changeable(staffId);
    if ('status' in member) return member;
    this.#change(managerId, member, 'badge-taken', { badgeHash: null });
    return null;
  }

  /** Head office's own people are let in by head office. */
  #changeable(staffId: string): StaffMember | Problem {
    const told = this.#deps.replica.staffMember(staffId);
    if (!told) return problem(404, 'unknown-staff', 'Nobody of this store', 'Look at the list again.');
    if (told.roles.includes('head-office'))
      return problem(
        409,
        'not-this-store',
        'Not a store’s to change',
        'Head office changes how they sign in.',
      );
    return told;
  }

  #change(managerId: string, told: StaffMember, what: string, changed: Changed): void {
    const { journal, newId, clock, errands, ownSecrets, staff } = this.#deps;
    const changeId = newId();
    const body: BodyOf<'access.approved'> = {
      ...{ approvalId: changeId, permission: what, approvedBy: managerId, cashierId: told.id },
    };
    const request: ChangeSecretsRequest = { ...changed, changedBy: managerId, at: clock.now().toISOString() };
    journal.transaction(() => {
      journal.append({ kind: 'access.approved', body: JSON.stringify(body), actor: managerId });
      ownSecrets.change(told, changed);
      const path = `staff/${encodeURIComponent(told.id)}/secrets/${changeId}`;
      errands.add({ errandId: changeId, kind: 'staff-secrets', path, body: request });
      staff.unlock(told.id);
      // Whoever came in by what is worth nothing any more is out.
      if (what !== 'badge-given') staff.endSessionsOf(told.id);
    });
    errands.runSoon();
  }
}
