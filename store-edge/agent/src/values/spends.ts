/**
 * What a store takes off values that belong to the whole chain (gift cards, credits, points), once for each payment: asked of head
 * office first, and, cut off, vouched for within the store's one allowance. Source: docs/adr/0030, 0039.
 */
import { type Allowance, readAllowance } from '@comptoir/sync-protocol/records/allowance';
import type { SaleBody, Tender } from '@comptoir/sync-protocol/records/kinds';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import { isProblem, type Problem } from '../problem.ts';
import type { Replica } from '../replica/replica.ts';
import type { AskHeadOffice, HeadOfficeAnswer } from '../sync-port.ts';
import { noAllowance, notSpent, otherSpend, overAllowance, released } from './value-refusals.ts';
import { prepareSpends, type SpendRow } from './value-rows.ts';

type SpendsDeps = Readonly<{
  db: Sqlite;
  clock: Clock;
  replica: Pick<Replica, 'valueAllowance'>;
  storeId: string;
  /** Of head office's cosignatures. */
  cloudPublicKey: Uint8Array;
  askHeadOffice: AskHeadOffice;
}>;
/** Whose it is. Unknown until head office has said, where a code is all that the store has. */
export type Holder = Pick<SpendRow, 'value_id' | 'kind' | 'last4'>;
export type Asked = Holder &
  Pick<SpendRow, 'spend_id' | 'sale_id' | 'amount_minor' | 'code_hash'> &
  Readonly<{ points?: number }>;
export type Owner = Readonly<{
  holderOf: (told: unknown) => Holder;
  /** Null: head office did not say no for good. */
  refusalOf: (told: Extract<HeadOfficeAnswer, { is: 'problem' }>) => Problem | null;
  /** From what this store last heard. */
  holderHere: (amountMinor: number, isOffline: boolean) => Holder | Problem;
}>;
type By = Pick<SpendRow, 'authorised_by' | 'allowance_id'>;

const byHeadOffice: By = { authorised_by: 'head-office', allowance_id: null };

export class Spends {
  readonly #deps: SpendsDeps;
  readonly #sql: ReturnType<typeof prepareSpends>;
  /** Payments about which head office is being asked: all others of which it was asked are owed a word. */
  readonly #asking = new Set<string>();

  constructor(deps: SpendsDeps) {
    this.#deps = deps;
    this.#sql = prepareSpends(deps.db);
  }

  /** @returns its row, `held` until its sale is made or it is let go. */
  async spend({ points, ...asked }: Asked, owner: Owner): Promise<SpendRow | Problem> {
    const { spend_id: spendId } = asked;
    const row: SpendRow = { ...asked, points: points ?? null, ...byHeadOffice, state: 'asking' };
    const known = this.#sql.spendById.get(spendId);
    if (known && known.state !== 'asking') return again(known, row);
    this.#sql.spend.run(row);
    this.#asking.add(spendId);
    const { path, wanted } = atHeadOffice(row);
    const told = await this.#deps.askHeadOffice('PUT', path, wanted);
    this.#asking.delete(spendId);
    if (told.is === 'ok') return this.#hold(row, owner.holderOf(told.body), byHeadOffice);
    const said = told.is === 'problem' ? owner.refusalOf(told) : null;
    if (said) {
      this.#sql.setState.run('released', spendId);
      return said;
    }
    return this.#vouch(row, owner, told.is === 'no-answer');
  }

  /** As `spend`; what was let go or refused for this sale may be had again. */
  async hold(asked: Asked, owner: Owner): Promise<SpendRow | Problem> {
    const state = this.#sql.spendById.get(asked.spend_id)?.state;
    if (state === 'releasing' || state === 'released') this.#sql.setState.run('asking', asked.spend_id);
    return this.spend(asked, owner);
  }

  /** Whether another sale of this store has this code of a coupon, or had it. */
  isCouponTaken(code: string, saleId: string): boolean {
    return (this.#sql.couponTaken.get(code, saleId) ?? 0) > 0;
  }

  /** The sale is not made, or this tender is taken back. Head office hears of it now, or when it can be reached. */
  async release(spendId: string): Promise<void> {
    const row = this.#sql.spendById.get(spendId);
    if (row?.state !== 'held') return;
    this.#sql.setState.run('releasing', spendId);
    await this.releaseOwed();
  }

  /** What head office has not heard of. */
  async releaseOwed(): Promise<void> {
    for (const row of this.#sql.owed.all()) {
      if (this.#asking.has(row.spend_id)) continue;
      const { path, body } = atHeadOffice(row);
      const told = await this.#deps.askHeadOffice('POST', `${path}/release`, body);
      if (told.is === 'no-answer') return;
      if (told.is === 'ok' || told.type.startsWith('unknown-'))
        this.#sql.setState.run('released', row.spend_id);
    }
  }

  /** Before a sale is written: each of its values was charged for it. */
  refusal({ saleId, tenders }: SaleBody): Problem | null {
    const isCharged = (tender: Tender): boolean => {
      if (!('spendId' in tender)) return true;
      const row = this.#sql.spendById.get(tender.spendId);
      const isPoints = tender.kind === 'loyalty-points';
      return (
        row?.state === 'held' &&
        row.sale_id === saleId &&
        row.value_id === (isPoints ? tender.customerId : tender.valueId) &&
        row.kind === tender.kind &&
        row.amount_minor === tender.amountMinor &&
        row.points === (isPoints ? tender.points : null) &&
        row.authorised_by === tender.authorisedBy
      );
    };
    return tenders.every(isCharged) ? null : notSpent();
  }

  /** In the sale's transaction: what paid is used up, and so are coupons that gave something. */
  use({ saleId, tenders, priced }: SaleBody): void {
    for (const tender of tenders) if ('spendId' in tender) this.#sql.setState.run('used', tender.spendId);
    const given = new Set(priced.promotions.map(({ promotionId }) => promotionId));
    for (const { spend_id, value_id } of this.#sql.couponsOf.all(`${saleId}/`, `${saleId}0`))
      this.#sql.setState.run(given.has(value_id) ? 'used' : 'releasing', spend_id);
  }

  /** What this store took off by itself since it got its allowance, whether head office has heard of it or not. */
  vouchedFor(valueId: string): number {
    const allowance = this.#allowance();
    return allowance ? (this.#sql.ofValue.get(valueId, allowance.allowanceId) ?? 0) : 0;
  }

  #allowance(): Allowance | null {
    const { replica, storeId, cloudPublicKey, clock } = this.#deps;
    const token = replica.valueAllowance(storeId)?.token;
    const allowance = token === undefined ? null : readAllowance(token, cloudPublicKey);
    const isGood = allowance?.storeId === storeId && Date.parse(allowance.expiresAt) > clock.now().getTime();
    return isGood ? allowance : null;
  }

  #vouch(row: SpendRow, owner: Owner, mayHaveBeenHeard: boolean): SpendRow | Problem {
    const holder = owner.holderHere(row.amount_minor, mayHaveBeenHeard);
    const allowance = this.#allowance();
    const refused = isProblem(holder) ? holder : this.#overAllowance(row.amount_minor, allowance);
    if (refused) {
      // Head office may have taken it off before the answer was lost.
      this.#sql.setState.run(mayHaveBeenHeard ? 'releasing' : 'released', row.spend_id);
      return refused;
    }
    if (isProblem(holder) || !allowance) return noAllowance();
    return this.#hold(row, holder, { authorised_by: 'allowance', allowance_id: allowance.allowanceId });
  }

  #overAllowance(amountMinor: number, allowance: Allowance | null): Problem | null {
    if (!allowance) return noAllowance();
    const leftMinor = allowance.amountMinor - (this.#sql.underAllowance.get(allowance.allowanceId) ?? 0);
    return amountMinor > leftMinor ? overAllowance(Math.max(0, leftMinor)) : null;
  }

  #hold(asked: SpendRow, holder: Holder, by: By): SpendRow {
    const { value_id, kind, last4 } = holder;
    const row: SpendRow = { ...asked, value_id, kind, last4, ...by, state: 'held' };
    this.#sql.spend.run(row);
    return row;
  }
}

/** @returns where it is asked of, what is wanted there, and what lets it go. */
function atHeadOffice({ spend_id, kind, value_id, code_hash, sale_id, amount_minor, points }: SpendRow) {
  const wanted = { amountMinor: amount_minor, saleId: sale_id };
  if (kind === 'coupon') {
    const path = `promotions/${value_id}/uses/${sale_id}`;
    return { path, wanted: code_hash === '' ? {} : { code: code_hash }, body: {} };
  }
  if (kind === 'loyalty-points') {
    const body = { customerId: value_id };
    return { path: `points/spends/${spend_id}`, wanted: { ...body, ...wanted, points }, body };
  }
  const body = { codeHash: code_hash };
  return { path: `values/spends/${spend_id}`, wanted: { ...body, ...wanted }, body };
}

function again(known: SpendRow, asked: SpendRow): SpendRow | Problem {
  if (known.state === 'releasing' || known.state === 'released') return released();
  const isSame = (['amount_minor', 'sale_id', 'code_hash', 'points'] as const).every(
    (name) => known[name] === asked[name],
  );
  return isSame ? known : otherSpend();
}
