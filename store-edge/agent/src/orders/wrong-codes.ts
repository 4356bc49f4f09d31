/** Codes are short, so guessing is limited: five wrong ones of an order, then a wait. */
import type { Clock } from '../clock.ts';
import { type Problem, problem } from '../problem.ts';

const wrongMax = 5;
const windowMs = 10 * 60_000;

export class WrongCodes {
  readonly #clock: Clock;
  readonly #atMs = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  refusal(orderId: string): Problem | undefined {
    const recent = this.#recent(orderId);
    const [oldest] = recent;
    if (recent.length < wrongMax || oldest === undefined) return undefined;
    const retryAfterSeconds = Math.ceil((windowMs - (this.#nowMs() - oldest)) / 1000);
    return problem(429, 'too-many-codes', 'Too many wrong codes', 'Wait, then ask for the code again.', {
      retryAfterSeconds,
    });
  }

  noted(orderId: string): Problem {
    this.#atMs.set(orderId, [...this.#recent(orderId), this.#nowMs()]);
    return problem(
      422,
      'wrong-code',
      'This is not the code of this order',
      'Ask for the code of the message.',
    );
  }

  #recent(orderId: string): number[] {
    return (this.#atMs.get(orderId) ?? []).filter((atMs) => this.#nowMs() - atMs < windowMs);
  }

  #nowMs(): number {
    return this.#clock.now().getTime();
  }
}
