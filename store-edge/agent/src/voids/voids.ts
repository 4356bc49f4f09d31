/** What was rung up and not sold: on record, since losses are looked for in it. Source: docs/sync-protocol.md, `void`. */
import type { BodyOf } from '@comptoir/sync-protocol/records/kinds';
import type { Sqlite } from '../database/open.ts';
import type { Journal } from '../journal/journal.ts';
import { type Problem, problem } from '../problem.ts';
import type { HandingOver } from '../register.ts';
import type { Replica } from '../replica/replica.ts';
import type { VoidRequest } from './api.ts';

type Deps = Readonly<{ db: Sqlite; journal: Journal; replica: Pick<Replica, 'staffMember'> }>;

export class Voids {
  readonly #deps: Deps;
  readonly #add;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#add = deps.db.prepare<[string]>(
      'insert into basket_void (void_id) values (?) on conflict (void_id) do nothing',
    );
  }

  /** Nobody may be signed in any more: whoever did it is named, and known here. */
  tell(
    { register }: Pick<HandingOver, 'register'>,
    { voidId, cashierId, what, ...told }: VoidRequest,
  ): Problem | null {
    const { journal, replica } = this.#deps;
    if (!replica.staffMember(cashierId)) return unknownCashier();
    const body: BodyOf<'void'> = {
      ...told,
      cashierId,
      what,
      reason: what === 'line' ? 'line-voided' : 'sale-voided',
    };
    journal.transaction(() => {
      if (this.#add.run(voidId).changes === 0) return;
      journal.append({
        kind: 'void',
        body: JSON.stringify(body),
        register: register.number,
        actor: cashierId,
      });
    });
    return null;
  }
}

const unknownCashier = (): Problem =>
  problem(422, 'unknown-cashier', 'Nobody of this store', 'The cashier who is named does not work here.');
