/**
 * Customers as a till meets them: those head office told of, and those who were just written down here. A person's name and addresses
 * pass through to head office and are kept in no record. Source: docs/adr/0060.
 */
import { randomInt } from 'node:crypto';
import { cardNumberOf, cardNumbers } from '@comptoir/sync-protocol/ids/card-number';
import { initialsOf } from '@comptoir/sync-protocol/records/customer-body';
import type { BodyOf } from '@comptoir/sync-protocol/records/kinds';
import { type ProposeCustomerRequest, proposedCustomer } from '@comptoir/sync-protocol/wire/customers';
import type { CustomerAtTill, NewCustomerAnswer, NewCustomerRequest } from '../api.ts';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import type { Done, Errands } from '../errands/errands.ts';
import { sha256 } from '../journal/hash.ts';
import type { Journal } from '../journal/journal.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Actor } from '../register.ts';
import type { Replica } from '../replica/replica.ts';
import { asOfOf, customerByCard, customersBy } from './look-up.ts';
import { type ProposedRow, prepareProposed } from './proposed-rows.ts';

type Deps = Readonly<{
  db: Sqlite;
  journal: Journal;
  clock: Clock;
  replica: Replica;
  storeId: string;
  errands: Errands;
}>;

export class Customers {
  readonly #deps: Deps;
  readonly #sql: ReturnType<typeof prepareProposed>;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#sql = prepareProposed(deps.db);
  }

  byCard(cardNumber: string): CustomerAtTill | Problem {
    const told = customerByCard(this.#deps.replica, cardNumber);
    const here = isProblem(told) ? this.#sql.byCard.get(cardNumber) : undefined;
    return here ? this.#atTill(here) : told;
  }

  /** @param text two initials, or the last four digits of a card. */
  by(text: string): CustomerAtTill[] {
    const told = customersBy(this.#deps.replica, text);
    const known = new Set(told.map(({ customerId }) => customerId));
    const here = this.#sql.by.all({ text: text.replace(/[\s.]/g, '').toLocaleUpperCase('fr-CA') });
    return [
      ...told,
      ...here.map((row) => this.#atTill(row)).filter(({ customerId }) => !known.has(customerId)),
    ];
  }

  async propose(actor: Actor, request: NewCustomerRequest): Promise<NewCustomerAnswer | Problem> {
    const { errands } = this.#deps;
    const { customerId } = request;
    const fingerprint = sha256(JSON.stringify(request));
    const known = this.#sql.byId.get(customerId);
    if (known && !known.fingerprint.equals(fingerprint)) return idReused();
    if (!known) this.#writeDown(actor, request, fingerprint);
    const done = await errands.runNow(customerId);
    const row = this.#sql.byId.get(customerId);
    if (!row) throw new Error(`customer ${customerId} was written down and is not there`);
    const said = done?.is === 'done' ? proposedCustomer.safeParse(done.body).data : undefined;
    const isKnown = row.known_customer_id !== null;
    const isMatched = isKnown && row.known_customer_id !== customerId;
    return {
      outcome: isMatched ? 'matched' : isKnown ? 'made' : 'waiting',
      customer: this.#atTill(row),
      alike: said?.alike ?? [],
    };
  }

  /** Head office has said whom it takes them for. */
  onDone(customerId: string, done: Done): void {
    const said = done.is === 'done' ? proposedCustomer.safeParse(done.body).data : undefined;
    if (said) this.#sql.know.run(said.customerId, said.cardNumber, said.initials, customerId);
  }

  #writeDown({ staffId, register }: Actor, request: NewCustomerRequest, fingerprint: Buffer): void {
    const { journal, storeId, errands, clock } = this.#deps;
    const { customerId, marketingEmail, ...person } = request;
    // Of a hundred thousand million: who knows one card knows no other.
    const cardNumber = cardNumberOf(randomInt(cardNumbers));
    const consents = { marketingEmail };
    const body: BodyOf<'customer.proposed'> = {
      customerId,
      storeId,
      cashierId: staffId,
      cardNumber,
      consents,
    };
    const told: ProposeCustomerRequest = { cardNumber, ...person, consents, at: clock.now().toISOString() };
    journal.transaction(() => {
      const by = { register: register.number, actor: staffId };
      journal.append({ kind: 'customer.proposed', body: JSON.stringify(body), ...by });
      this.#sql.add.run(customerId, cardNumber, initialsOf(person), fingerprint);
      errands.add({ errandId: customerId, kind: 'customer', path: `customers/${customerId}`, body: told });
    });
  }

  #atTill(row: ProposedRow): CustomerAtTill {
    const { replica } = this.#deps;
    const cardNumber = row.known_card_number ?? row.card_number;
    const told = replica.cardHolder(cardNumber);
    const customerId = row.known_customer_id ?? row.customer_id;
    return {
      ...(told?.card ?? { customerId, initials: row.initials }),
      cardNumber,
      loyalty: told?.loyalty ?? null,
      asOf: asOfOf(replica),
    };
  }
}

const idReused = (): Problem =>
  problem(409, 'id-reused', 'This id holds another customer', 'A new customer needs a new id.');
