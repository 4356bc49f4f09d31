/**
 * Gift cards and store credit at this store: found, spent and issued. On line head office has the word; cut off, this store vouches
 * within its allowance. Source: docs/adr/0030.
 */
import type { ValueCard } from '@comptoir/sync-protocol/feeds/rows';
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';
import type { ValueIssuedBody, ValueKind, ValueLoadedBody } from '@comptoir/sync-protocol/records/value-body';
import { valueFound } from '@comptoir/sync-protocol/wire/values';
import { assert } from '../assert.ts';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import type { Journal } from '../journal/journal.ts';
import { isProblem, type Problem } from '../problem.ts';
import type { Replica } from '../replica/replica.ts';
import type { AskHeadOffice, HeadOfficeAnswer } from '../sync-port.ts';
import type { SpendAnswer, SpendRequest, ValueAtTill } from './api.ts';
import type { Holder, Spends } from './spends.ts';
import { hashOfCode, hashOfTyped, type StoreCodes } from './value-codes.ts';
import { blocked, notACode, notEnough, released, unknownValue } from './value-refusals.ts';
import { type IssuedRow, prepareValues, type SpendRow } from './value-rows.ts';

type ValuesDeps = Readonly<{
  db: Sqlite;
  journal: Journal;
  clock: Clock;
  newId: () => string;
  replica: Pick<Replica, 'valueCard'>;
  storeId: string;
  codes: StoreCodes;
  spends: Spends;
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
    const balanceMinor = here.balanceMinor - this.#deps.spends.vouchedFor(here.valueId);
    return atTill({ ...here, balanceMinor }, 'here');
  }

  async spend({ spendId, code, amountMinor, saleId }: SpendRequest): Promise<SpendAnswer | Problem> {
    const codeHash = hashOfTyped(code);
    if (codeHash === null) return notACode();
    const nobody: Holder = { value_id: '', kind: 'gift-card', last4: '' };
    const asked = { spend_id: spendId, sale_id: saleId, amount_minor: amountMinor, code_hash: codeHash };
    const spent = await this.#deps.spends.spend(
      { ...asked, ...nobody },
      {
        holderOf: (told) => holderOf(valueFound.parse(told)),
        refusalOf,
        // Not at head office yet: a card that this store sold while it was cut off.
        holderHere: (minor, isOffline) => this.#holderHere(codeHash, minor, isOffline),
      },
    );
    return isProblem(spent) ? spent : tenderOf(spent);
  }

  /** In the sale's transaction: each gift card among the goods holds its price. */
  settle({ saleId, basket, priced, lines }: SaleBody, entry: Entry): void {
    for (const { lineId, taxCategory, topsUp } of lines) {
      if (taxCategory !== giftCardCategory) continue;
      const pieces = Math.trunc(Number(basket.lines.find(({ id }) => id === lineId)?.quantity ?? 0));
      // Its face: whoever had a discount paid less for as much.
      const amountMinor = priced.lines.find(({ id }) => id === lineId)?.unitPriceMinor ?? 0;
      if (topsUp && amountMinor * pieces > 0) {
        this.#load({ ...topsUp, amountMinor: amountMinor * pieces, saleId, lineId }, entry);
        continue;
      }
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

  /** Money on a card that is there already. What this store issued itself is spent here at once, also cut off. */
  #load(
    load: Pick<ValueLoadedBody, 'valueId' | 'last4' | 'amountMinor' | 'saleId' | 'lineId'>,
    entry: Entry,
  ): void {
    const { journal, newId, storeId } = this.#deps;
    const body: ValueLoadedBody = { loadId: newId(), ...load, storeId, currency: 'CAD' };
    journal.append({ kind: 'value.loaded', body: JSON.stringify(body), ...entry });
    this.#sql.load.run(load.amountMinor, load.valueId);
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
        ...{ balanceMinor: issued.amount_minor + issued.loaded_minor, isBlocked: false },
      }
    );
  }

  #holderHere(codeHash: string, amountMinor: number, isOffline: boolean): Holder | Problem {
    const card = this.#known(codeHash);
    if (!card) return unknownValue(isOffline);
    if (card.isBlocked) return blocked();
    const balanceMinor = Math.max(0, card.balanceMinor - this.#deps.spends.vouchedFor(card.valueId));
    return amountMinor > balanceMinor ? notEnough(balanceMinor) : holderOf(card);
  }
}

const holderOf = ({ valueId, kind, last4 }: Pick<Card, 'valueId' | 'kind' | 'last4'>): Holder => ({
  ...{ value_id: valueId, kind, last4 },
});

function refusalOf({ type, members }: Extract<HeadOfficeAnswer, { is: 'problem' }>): Problem | null {
  if (type === 'not-enough-value') return notEnough(Number(members.balanceMinor ?? 0));
  if (type === 'value-blocked') return blocked();
  return type === 'spend-released' ? released() : null;
}

function tenderOf(row: SpendRow): SpendAnswer {
  const { kind } = row;
  assert(kind !== 'loyalty-points' && kind !== 'coupon', `spend ${row.spend_id} is of a ${kind}`);
  return {
    ...{ kind, amountMinor: row.amount_minor, valueId: row.value_id, last4: row.last4 },
    ...{ spendId: row.spend_id, authorisedBy: row.authorised_by },
  };
}

const atTill = ({ valueId, kind, last4, balanceMinor, isBlocked }: Card, known: ValueAtTill['known']) => ({
  ...{ valueId, kind, last4, isBlocked, known },
  balanceMinor: Math.max(0, balanceMinor),
});
