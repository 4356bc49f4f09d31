/**
 * Gift cards and store credit at this store: found, spent and issued. On line head office has the word; cut off, this store vouches
 * within its allowance. Source: docs/adr/0030.
 */
import type { ValueCard } from '@comptoir/sync-protocol/feeds/rows';
import { type Allowance, readAllowance } from '@comptoir/sync-protocol/records/allowance';
import type { SaleBody, Tender } from '@comptoir/sync-protocol/records/kinds';
import type { ValueIssuedBody, ValueKind } from '@comptoir/sync-protocol/records/value-body';
import { type ValueFound, valueFound } from '@comptoir/sync-protocol/wire/values';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import type { Journal } from '../journal/journal.ts';
import type { Problem } from '../problem.ts';
import type { Replica } from '../replica/replica.ts';
import type { AskHeadOffice, HeadOfficeAnswer } from '../sync-port.ts';
import type { SpendAnswer, SpendRequest, ValueAtTill } from './api.ts';
import { hashOfCode, hashOfTyped, type ValueCodes } from './value-codes.ts';
import {
  blocked,
  noAllowance,
  notACode,
  notEnough,
  notSpent,
  otherSpend,
  overAllowance,
  released,
  unknownValue,
} from './value-refusals.ts';
import { type IssuedRow, prepareValues, type SpendRow } from './value-rows.ts';

type ValuesDeps = Readonly<{
  db: Sqlite;
  journal: Journal;
  clock: Clock;
  newId: () => string;
  replica: Pick<Replica, 'valueCard' | 'valueAllowance'>;
  storeId: string;
  /** Of head office's cosignatures. */
  cloudPublicKey: Uint8Array;
  codes: ValueCodes;
  askHeadOffice: AskHeadOffice;
}>;
type Entry = Readonly<{ register: string; actor: string }>;
type Card = Omit<ValueCard, 'currency'>;
type Issue = Readonly<{
  kind: ValueKind;
  amountMinor: number;
  source: Readonly<{ saleId: string; lineId: string } | { returnId: string }>;
}>;

/** An article of this tax treatment is a gift card: it holds its price once it is paid. */
export const giftCardCategory = 'gift-card';

export class Values {
  readonly #deps: ValuesDeps;
  readonly #sql: ReturnType<typeof prepareValues>;
  /** Payments about which head office is being asked: all others of which it was asked are owed a word. */
  readonly #asking = new Set<string>();

  constructor(deps: ValuesDeps) {
    this.#deps = deps;
    this.#sql = prepareValues(deps.db);
  }

  async find(typed: string): Promise<ValueAtTill | Problem> {
    const codeHash = hashOfTyped(typed);
    if (codeHash === null) return notACode();
    const told = await this.#deps.askHeadOffice('POST', 'values/find', { codeHash });
    if (told.is === 'ok') return atTill(valueFound.parse(told.body), 'head-office');
    const here = this.#known(codeHash);
    if (!here) return unknownValue(told.is === 'no-answer');
    return atTill({ ...here, balanceMinor: here.balanceMinor - this.#vouchedFor(here.valueId) }, 'here');
  }

  async spend(request: SpendRequest): Promise<SpendAnswer | Problem> {
    const { spendId, amountMinor, saleId } = request;
    const codeHash = hashOfTyped(request.code);
    if (codeHash === null) return notACode();
    const known = this.#sql.spendById.get(spendId);
    if (known && known.state !== 'asking') return again(known, request, codeHash);
    const nobody = { valueId: '', kind: 'gift-card', last4: '' } as const;
    const unsaid = { authorised_by: 'head-office', allowance_id: null } as const;
    this.#sql.spend.run(rowOf(request, codeHash, nobody, { ...unsaid, state: 'asking' }));
    this.#asking.add(spendId);
    const path = `values/spends/${spendId}`;
    const told = await this.#deps.askHeadOffice('PUT', path, { codeHash, amountMinor, saleId });
    this.#asking.delete(spendId);
    if (told.is === 'ok') {
      const card = valueFound.parse(told.body);
      return this.#hold(request, codeHash, card, unsaid);
    }
    const said = told.is === 'problem' ? refusalOf(told) : null;
    if (said) {
      this.#sql.setState.run('released', spendId);
      return said;
    }
    // Not there yet: a card that this store sold while it was cut off.
    return this.#vouch(request, codeHash, told.is === 'no-answer');
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
    for (const { spend_id, code_hash } of this.#sql.owed.all()) {
      if (this.#asking.has(spend_id)) continue;
      const path = `values/spends/${spend_id}/release`;
      const told = await this.#deps.askHeadOffice('POST', path, { codeHash: code_hash });
      if (told.is === 'no-answer') return;
      if (told.is === 'ok' || told.type === 'unknown-value') this.#sql.setState.run('released', spend_id);
    }
  }

  /** Before a sale is written: each of its cards was charged for it. */
  refusal({ saleId, tenders }: SaleBody): Problem | null {
    const isCharged = (tender: Tender): boolean => {
      if (!('spendId' in tender)) return true;
      const row = this.#sql.spendById.get(tender.spendId);
      return (
        row?.state === 'held' &&
        row.sale_id === saleId &&
        row.value_id === tender.valueId &&
        row.kind === tender.kind &&
        row.amount_minor === tender.amountMinor &&
        row.authorised_by === tender.authorisedBy
      );
    };
    return tenders.every(isCharged) ? null : notSpent();
  }

  /** In the sale's transaction: what paid is used up, and each gift card among the goods holds its price. */
  settle({ saleId, basket, priced, lines, tenders }: SaleBody, entry: Entry): void {
    for (const tender of tenders) if ('spendId' in tender) this.#sql.setState.run('used', tender.spendId);
    for (const { lineId, taxCategory } of lines) {
      if (taxCategory !== giftCardCategory) continue;
      const pieces = Math.trunc(Number(basket.lines.find(({ id }) => id === lineId)?.quantity ?? 0));
      // Its face: whoever had a discount paid less for as much.
      const amountMinor = priced.lines.find(({ id }) => id === lineId)?.unitPriceMinor ?? 0;
      for (let piece = 0; piece < pieces && amountMinor > 0; piece += 1)
        this.issue({ kind: 'gift-card', amountMinor, source: { saleId, lineId } }, entry);
    }
  }

  /** In the transaction of what it is issued with. @returns the value's id. */
  issue({ kind, amountMinor, source }: Issue, entry: Entry, valueId = this.#deps.newId()): string {
    const { journal, clock, codes, storeId } = this.#deps;
    const code = codes(valueId);
    const body: ValueIssuedBody = {
      ...{ valueId, storeId, kind, codeHash: hashOfCode(code), last4: code.slice(-4) },
      ...{ currency: 'CAD', amountMinor },
      ...source,
    };
    journal.append({ kind: 'value.issued', body: JSON.stringify(body), ...entry });
    this.#sql.issue.run({
      ...{ value_id: valueId, code_hash: body.codeHash, kind, last4: body.last4, amount_minor: amountMinor },
      subject_id: 'saleId' in source ? source.saleId : source.returnId,
      at: clock.now().toISOString(),
    });
    return valueId;
  }

  /** Of a sale or a return, in their order: each has a slip of its own. */
  issuedFor(subjectId: string): string[] {
    return this.#sql.issuedFor.all(subjectId);
  }

  /** With its code: for its slip alone. */
  slipOf(valueId: string): (IssuedRow & Readonly<{ code: string }>) | undefined {
    const row = this.#sql.issuedById.get(valueId);
    return row && { ...row, code: this.#deps.codes(valueId) };
  }

  #known(codeHash: string): Card | undefined {
    const told = this.#deps.replica.valueCard(codeHash);
    if (told) return told;
    const issued = this.#sql.issuedByHash.get(codeHash);
    return (
      issued && {
        ...{ valueId: issued.value_id, kind: issued.kind, last4: issued.last4 },
        ...{ balanceMinor: issued.amount_minor, isBlocked: false },
      }
    );
  }

  #allowance(): Allowance | null {
    const { replica, storeId, cloudPublicKey, clock } = this.#deps;
    const token = replica.valueAllowance(storeId)?.token;
    const allowance = token === undefined ? null : readAllowance(token, cloudPublicKey);
    const isGood = allowance?.storeId === storeId && Date.parse(allowance.expiresAt) > clock.now().getTime();
    return isGood ? allowance : null;
  }

  /** What this store took off by itself since it got its allowance, whether head office has heard of it or not. */
  #vouchedFor(valueId: string): number {
    const allowance = this.#allowance();
    return allowance ? (this.#sql.ofValue.get(valueId, allowance.allowanceId) ?? 0) : 0;
  }

  #vouch(request: SpendRequest, codeHash: string, mayHaveBeenHeard: boolean): SpendAnswer | Problem {
    const card = this.#known(codeHash);
    const allowance = this.#allowance();
    const refused = this.#whyNot(request.amountMinor, card, allowance, mayHaveBeenHeard);
    if (refused) {
      // Head office may have taken it off before the answer was lost.
      this.#sql.setState.run(mayHaveBeenHeard ? 'releasing' : 'released', request.spendId);
      return refused;
    }
    if (!card || !allowance) return noAllowance();
    const { allowanceId } = allowance;
    return this.#hold(request, codeHash, card, { authorised_by: 'allowance', allowance_id: allowanceId });
  }

  #whyNot(
    amountMinor: number,
    card: Card | undefined,
    allowance: Allowance | null,
    isOffline: boolean,
  ): Problem | null {
    if (!card) return unknownValue(isOffline);
    if (card.isBlocked) return blocked();
    if (!allowance) return noAllowance();
    const balanceMinor = Math.max(0, card.balanceMinor - this.#vouchedFor(card.valueId));
    if (amountMinor > balanceMinor) return notEnough(balanceMinor);
    const leftMinor = allowance.amountMinor - (this.#sql.underAllowance.get(allowance.allowanceId) ?? 0);
    return amountMinor > leftMinor ? overAllowance(Math.max(0, leftMinor)) : null;
  }

  #hold(
    request: SpendRequest,
    codeHash: string,
    card: Card | ValueFound,
    by: Pick<SpendRow, 'authorised_by' | 'allowance_id'>,
  ): SpendAnswer {
    const row = rowOf(request, codeHash, card, { ...by, state: 'held' });
    this.#sql.spend.run(row);
    return tenderOf(row);
  }
}

function refusalOf({ type, members }: Extract<HeadOfficeAnswer, { is: 'problem' }>): Problem | null {
  if (type === 'not-enough-value') return notEnough(Number(members.balanceMinor ?? 0));
  if (type === 'value-blocked') return blocked();
  return type === 'spend-released' ? released() : null;
}

const rowOf = (
  { spendId, amountMinor, saleId }: SpendRequest,
  codeHash: string,
  { valueId, kind, last4 }: Pick<Card, 'valueId' | 'kind' | 'last4'>,
  by: Pick<SpendRow, 'authorised_by' | 'allowance_id' | 'state'>,
): SpendRow => ({
  ...{ spend_id: spendId, code_hash: codeHash, value_id: valueId, kind, last4 },
  ...{ sale_id: saleId, amount_minor: amountMinor, ...by },
});

function again(
  row: SpendRow,
  { amountMinor, saleId }: SpendRequest,
  codeHash: string,
): SpendAnswer | Problem {
  if (row.state === 'releasing' || row.state === 'released') return released();
  const isSame = row.amount_minor === amountMinor && row.sale_id === saleId && row.code_hash === codeHash;
  return isSame ? tenderOf(row) : otherSpend();
}

const tenderOf = (row: SpendRow): SpendAnswer => ({
  ...{ kind: row.kind, amountMinor: row.amount_minor, valueId: row.value_id, last4: row.last4 },
  ...{ spendId: row.spend_id, authorisedBy: row.authorised_by },
});

const atTill = ({ valueId, kind, last4, balanceMinor, isBlocked }: Card, known: ValueAtTill['known']) => ({
  ...{ valueId, kind, last4, isBlocked, known },
  balanceMinor: Math.max(0, balanceMinor),
});
