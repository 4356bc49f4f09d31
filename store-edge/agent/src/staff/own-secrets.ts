/**
 * PINs and badges that a manager of this store changed: in force here at once, cut off or not. Each holds until head office tells of
 * another than the one it came instead of: its own word of this change, or a later one. Source: docs/adr/0060.
 */
import type { StaffMember } from '@comptoir/sync-protocol/feeds/rows';
import type { Sqlite } from '../database/open.ts';

type Row = {
  staff_id: string;
  pin_hash: string | null;
  instead_of_pin: string | null;
  /** '': taken away. */
  badge_hash: string | null;
  instead_of_badge: string | null;
};

export class OwnSecrets {
  readonly #byId;
  readonly #put;

  constructor(db: Sqlite) {
    this.#byId = db.prepare<[string], Row>('select * from own_secret where staff_id = ?');
    this.#put = db.prepare<Row>(
      `insert into own_secret (staff_id, pin_hash, instead_of_pin, badge_hash, instead_of_badge)
       values (@staff_id, @pin_hash, @instead_of_pin, @badge_hash, @instead_of_badge)
       on conflict (staff_id) do update set pin_hash = excluded.pin_hash, instead_of_pin = excluded.instead_of_pin,
         badge_hash = excluded.badge_hash, instead_of_badge = excluded.instead_of_badge`,
    );
  }

  /** @param told as head office last told of them. */
  inForce(told: StaffMember): StaffMember {
    const row = this.#byId.get(told.id);
    if (!row) return told;
    const { badgeHash: toldBadge, ...rest } = told;
    const pinHash =
      row.pin_hash !== null && row.instead_of_pin === told.pinHash ? row.pin_hash : told.pinHash;
    const isOwnBadge = row.badge_hash !== null && row.instead_of_badge === (toldBadge ?? '');
    const badgeHash = isOwnBadge ? row.badge_hash : toldBadge;
    return { ...rest, pinHash, ...(badgeHash ? { badgeHash } : {}) };
  }

  change(told: StaffMember, changed: Readonly<{ pinHash: string } | { badgeHash: string | null }>): void {
    const none = { pin_hash: null, instead_of_pin: null, badge_hash: null, instead_of_badge: null };
    const before: Row = this.#byId.get(told.id) ?? { staff_id: told.id, ...none };
    this.#put.run(
      'pinHash' in changed
        ? { ...before, pin_hash: changed.pinHash, instead_of_pin: told.pinHash }
        : { ...before, badge_hash: changed.badgeHash ?? '', instead_of_badge: told.badgeHash ?? '' },
    );
  }
}
