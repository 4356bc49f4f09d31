/**
 * Watches the wall clock against one that never jumps. Selling goes on whatever it does: a jump is written down, people are asked, and
 * until it is settled a clock that leapt ahead begins no new business date, which could never be taken back.
 */
import type { Clock } from '../clock.ts';
import { clearSetting, readSetting, writeSetting } from '../database/edge-setting.ts';
import type { Sqlite } from '../database/open.ts';
import type { ClockSuspect } from './api.ts';
import { isJump, isPutRight } from './judge.ts';

const SETTING = 'clock.suspect';
/** Head office's clock agrees within this. */
const agreesMs = 2 * 60_000;

export type Settled = 'put-right' | 'head-office' | 'manager';
export type ClockTold = Readonly<
  | { kind: 'clock.suspect'; body: { expectedAt: string; foundAt: string }; actor?: undefined }
  | { kind: 'clock.settled'; body: { suspectedAt: string; how: Settled }; actor?: string }
>;

type Deps = Readonly<{
  db: Sqlite;
  clock: Clock;
  monotonicMs: () => number;
  /** When the newest record was written, if any: time does not go back behind it. */
  newestAtMs: number | null;
  /** Writes it down with `save`, in one transaction. Called in a turn of its own, as a jump is also found in the middle of a sale. */
  tell: (told: ClockTold, save: () => void) => void;
}>;

export class ClockWatch {
  readonly #deps: Deps;
  /** A reading that was believed, by both clocks. */
  #base: { wallMs: number; monotonicMs: number };
  #suspect: ClockSuspect | null;

  constructor(deps: Deps) {
    const { db, clock, monotonicMs, newestAtMs } = deps;
    this.#deps = deps;
    const nowMs = clock.now().getTime();
    this.#base = { wallMs: nowMs, monotonicMs: monotonicMs() };
    this.#suspect = readSetting<ClockSuspect>(db, SETTING);
    if (this.#suspect) {
      // How long we were away is not known: what the clock was off by stands until somebody says otherwise.
      const { expectedAt, foundAt } = this.#suspect;
      const offMs = Date.parse(foundAt) - Date.parse(expectedAt);
      const wasPutRight = offMs > 0 ? nowMs < Date.parse(foundAt) : nowMs >= Date.parse(expectedAt);
      if (wasPutRight) this.settle('put-right');
      else this.#base.wallMs = nowMs - offMs;
    } else if (newestAtMs !== null && newestAtMs > nowMs) {
      this.#base.wallMs = newestAtMs;
      this.look();
    }
  }

  /** What the clock did, until it is settled. */
  suspect(): ClockSuspect | null {
    return this.#suspect;
  }

  /** It leapt ahead: no new business date begins by it. Looks first, so that not one record is dated by it. */
  holdsDate(): boolean {
    this.look();
    return this.#suspect !== null && this.#suspect.foundAt > this.#suspect.expectedAt;
  }

  look(): void {
    const { clock, monotonicMs } = this.#deps;
    const [foundMs, nowMonotonicMs] = [clock.now().getTime(), monotonicMs()];
    const expectedMs = this.#base.wallMs + (nowMonotonicMs - this.#base.monotonicMs);
    if (this.#suspect) {
      if (isPutRight(expectedMs, foundMs)) this.settle('put-right');
    } else if (isJump(expectedMs, foundMs)) {
      const body = { expectedAt: iso(expectedMs), foundAt: iso(foundMs) };
      this.#suspect = body;
      this.#tell({ kind: 'clock.suspect', body });
    } else this.#base = { wallMs: foundMs, monotonicMs: nowMonotonicMs };
  }

  /** @param skewMs how far head office's clock is ahead of ours, measured just now: what was measured before a jump says nothing of it. */
  heardFromCloud(skewMs: number): void {
    if (this.#suspect && Math.abs(skewMs) <= agreesMs) this.settle('head-office');
  }

  /** From now on the clock is believed as it stands. Nothing happens when it was. */
  settle(how: Settled, actor?: string): void {
    if (!this.#suspect) return;
    const body = { suspectedAt: this.#suspect.foundAt, how };
    this.#suspect = null;
    const { clock, monotonicMs } = this.#deps;
    this.#base = { wallMs: clock.now().getTime(), monotonicMs: monotonicMs() };
    this.#tell({ kind: 'clock.settled', body, ...(actor === undefined ? {} : { actor }) });
  }

  #tell(told: ClockTold): void {
    const { db, tell } = this.#deps;
    tell(told, () => {
      if (told.kind === 'clock.suspect') writeSetting(db, SETTING, told.body);
      else clearSetting(db, SETTING);
    });
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();
