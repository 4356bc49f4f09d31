/**
 * The way between one store and the cloud, for one kind of call. It loses, doubles, delays, overtakes, tears and is cut, each way
 * by itself; what it was armed with hits the next message.
 */
import type { Agenda } from './agenda.ts';
import { between, type Random } from './random.ts';

export type Way = 'ask' | 'answer';
export type LineFault = `${Way}-${'lost' | 'doubled' | 'late' | 'torn'}`;

/** What is armed and meets no message is forgotten after this. */
const armedMs = 600_000;
const lateMaxMs = 40_000;

export class Line {
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #bit: (fault: LineFault) => void;
  readonly #armed: { fault: LineFault; untilMs: number; amount: number }[] = [];
  readonly #cutUntilMs = { ask: 0, answer: 0 };

  constructor(agenda: Agenda, random: Random, bit: (fault: LineFault) => void) {
    this.#agenda = agenda;
    this.#random = random;
    this.#bit = bit;
  }

  arm(fault: LineFault, amount: number): void {
    this.#armed.push({ fault, amount, untilMs: this.#agenda.nowMs + armedMs });
  }

  cut(way: Way, forMs: number): void {
    this.#cutUntilMs[way] = this.#agenda.nowMs + forMs;
  }

  isCut(way: Way): boolean {
    return this.#agenda.nowMs < this.#cutUntilMs[way];
  }

  heal(): void {
    this.#armed.length = 0;
    this.#cutUntilMs.ask = 0;
    this.#cutUntilMs.answer = 0;
  }

  /** @param deliver is called once, twice or never; `keep` below 1 is the part of the message that arrived. */
  carry(way: Way, deliver: (keep: number) => void): void {
    if (this.isCut(way)) return;
    const hit = this.#hit(way);
    const delayMs = between(this.#random, 20, 250);
    const arrive = (afterMs: number, keep = 1) => this.#agenda.after(afterMs, () => deliver(keep));
    if (!hit) {
      arrive(delayMs);
      return;
    }
    this.#bit(hit.fault);
    const lateMs = delayMs + hit.amount * lateMaxMs;
    if (hit.fault.endsWith('late')) arrive(lateMs);
    else if (hit.fault.endsWith('torn')) arrive(delayMs, hit.amount);
    else if (hit.fault.endsWith('doubled')) {
      arrive(delayMs);
      arrive(lateMs);
    }
  }

  #hit(way: Way) {
    for (let at = 0; at < this.#armed.length; at += 1) {
      const armed = this.#armed[at];
      if (!armed?.fault.startsWith(way)) continue;
      this.#armed.splice(at, 1);
      if (armed.untilMs > this.#agenda.nowMs) return armed;
      at -= 1;
    }
    return undefined;
  }
}
