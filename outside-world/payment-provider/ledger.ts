/**
 * What the provider knows: in memory, and in a file if told, one line a change, so that a restart forgets nothing.
 * A card number is in neither.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Dispute, Intent, PaymentMethod, Refund } from './objects.ts';
import type { PaypalOrder } from './paypal-objects.ts';

/** The first answer to an Idempotency-Key, and a digest of what was asked. */
export type Remembered = Readonly<{ id: string; asked: string; status: number; body: unknown }>;

type Kinds = {
  method: PaymentMethod;
  intent: Intent;
  refund: Refund;
  answer: Remembered;
  paypal: PaypalOrder;
  dispute: Dispute;
};
type Kind = keyof Kinds;

export class Ledger {
  readonly #kept: { [K in Kind]: Map<string, Kinds[K]> } = {
    method: new Map(),
    intent: new Map(),
    refund: new Map(),
    answer: new Map(),
    paypal: new Map(),
    dispute: new Map(),
  };
  readonly #file: string | undefined;
  #listeners = new Set<() => void>();

  constructor(file?: string) {
    this.#file = file;
    if (file && existsSync(file))
      for (const line of readFileSync(file, 'utf8').split('\n').filter(wholeLine)) {
        const { kind, value } = JSON.parse(line) as { kind: Kind; value: Kinds[Kind] };
        this.#remember(kind, value);
      }
  }

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    return this.#kept[kind].get(id);
  }
  /** Newest first. */
  list<K extends Kind>(kind: K): Kinds[K][] {
    return [...this.#kept[kind].values()].reverse();
  }
  put<K extends Kind>(kind: K, value: Kinds[K]): Kinds[K] {
    this.#remember(kind, value);
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify({ kind, value })}\n`);
    for (const listener of this.#listeners) listener();
    return value;
  }
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  #remember(kind: Kind, value: Kinds[Kind]): void {
    (this.#kept[kind] as Map<string, Kinds[Kind]>).set(value.id, value);
  }
}

/** The last line may have been cut by a kill. */
const wholeLine = (line: string) => line.endsWith('}}');
