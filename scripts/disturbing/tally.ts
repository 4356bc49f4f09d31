/** What became of all that people wanted. */
import { isDone } from './patient.ts';
import type { Action } from './people.ts';

type Kind = { all: number; undone: number; repeated: number; worstMs: number };

export class Tally {
  readonly #kinds = new Map<string, Kind>();
  readonly #statuses = new Map<string, number>();
  #undone: string[] = [];
  /** Of what the gateway may send again by itself: how many a client saw fail at first. */
  idempotentFailures = 0;

  /** A property, so that it can be handed on. */
  readonly add = ({ what, isIdempotent, asked }: Action): void => {
    const kind = this.#kinds.get(what) ?? { all: 0, undone: 0, repeated: 0, worstMs: 0 };
    this.#kinds.set(what, kind);
    kind.all += 1;
    kind.worstMs = Math.max(kind.worstMs, asked.tookMs);
    if (asked.repeated.length > 0) kind.repeated += 1;
    if (asked.repeated.length > 0 && isIdempotent) this.idempotentFailures += 1;
    for (const status of asked.repeated) this.#count(`${what} ${status || 'no answer'}`);
    if (isDone(asked)) return;
    kind.undone += 1;
    const { reply, tookMs } = asked;
    this.#undone.push(`${what}: ${reply?.status ?? 'no answer'} after ${Math.round(tookMs)} ms`);
  };

  #count(key: string): void {
    this.#statuses.set(key, (this.#statuses.get(key) ?? 0) + 1);
  }

  #sum(of: (kind: Kind) => number): number {
    return [...this.#kinds.values()].reduce((sum, kind) => sum + of(kind), 0);
  }

  get all(): number {
    return this.#sum(({ all }) => all);
  }

  /** Of all actions, from 0 to 1. */
  get doneShare(): number {
    return this.all === 0 ? 0 : 1 - this.#sum(({ undone }) => undone) / this.all;
  }

  get worstMs(): number {
    return Math.max(0, ...[...this.#kinds.values()].map(({ worstMs }) => worstMs));
  }

  get text(): string {
    const rows = [...this.#kinds].map(
      ([what, { all, undone, repeated, worstMs }]) =>
        `  ${what}: ${all}, asked again ${repeated}, not done ${undone}, worst ${Math.round(worstMs)} ms`,
    );
    const again = [...this.#statuses].map(([key, count]) => `${count} × ${key}`).join(', ');
    return [
      ...rows,
      ...(again ? [`  asked again after: ${again}`] : []),
      ...this.#undone.slice(0, 10).map((one) => `  ✗ ${one}`),
    ].join('\n');
  }
}
