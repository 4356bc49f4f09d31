/**
 * What was scanned while no till of the register listened. The scanner beeps all the same, and the cashier believes that the
 * article is in: a till that is just connecting again, as after a restart of the edge, still gets it.
 */
import type { Scanned } from '../api.ts';

/** Longer than a restart of the edge with the till's way back; shorter than a cashier who walked away. */
const keptMs = 5_000;
const keptMax = 20;

export class MissedScans {
  readonly #byRegister = new Map<string, Scanned[]>();

  keep(registerId: string, scan: Scanned): void {
    const missed = [...(this.#byRegister.get(registerId) ?? []), scan].slice(-keptMax);
    this.#byRegister.set(registerId, missed);
    setTimeout(() => this.#forget(registerId, scan), keptMs).unref();
  }

  /** In the order of scanning; each is given once. */
  take(registerId: string): readonly Scanned[] {
    const missed = this.#byRegister.get(registerId) ?? [];
    this.#byRegister.delete(registerId);
    return missed;
  }

  #forget(registerId: string, scan: Scanned): void {
    const left = this.#byRegister.get(registerId)?.filter((one) => one !== scan);
    if (left?.length === 0) this.#byRegister.delete(registerId);
    else if (left) this.#byRegister.set(registerId, left);
  }
}
