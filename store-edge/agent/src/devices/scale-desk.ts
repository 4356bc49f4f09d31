/** What a till sells by weight: a stable weight that was not sold before. A till never changes a weight. */
import type { Scale, ScaleReading } from '@comptoir/hardware-drivers';
import { type Problem, problem } from '../problem.ts';
import type { Weight } from './api.ts';

type ScaleDeskDeps = Readonly<{
  scale: Scale | null;
  /** How long a load may take to settle. */
  settleMs: number;
  onWeight: (weight: Weight) => void;
}>;

export class ScaleDesk {
  readonly #deps: ScaleDeskDeps;
  readonly #watchers = new Set<(reading: ScaleReading) => void>();
  #reading: ScaleReading = { state: 'absent' };
  /** The load was sold: it must come off the platter first, or one weighing would pay for two. */
  #isSold = false;
  #stop: () => void = () => undefined;

  constructor(deps: ScaleDeskDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#stop = this.#deps.scale?.onReading((reading) => this.#hear(reading)) ?? this.#stop;
  }

  stop(): void {
    this.#stop();
    for (const watch of [...this.#watchers]) watch({ state: 'absent' });
  }

  /** The next stable weight, waited for a moment; it counts as sold from now on. */
  async weigh(): Promise<Readonly<{ kilograms: string }> | Problem> {
    if (this.#deps.scale === null) return noScale();
    if (this.#isSold) return sameLoad();
    const reading = isSettling(this.#reading) ? await this.#settled() : this.#reading;
    if (reading.state !== 'stable') return noWeight(reading.state);
    this.#isSold = true;
    return { kilograms: kilogramsOf(reading.weightGrams) };
  }

  #hear(reading: ScaleReading): void {
    this.#reading = reading;
    if (!isSettling(reading) && reading.state !== 'stable') this.#isSold = false;
    for (const watch of [...this.#watchers]) watch(reading);
    this.#deps.onWeight(weightOf(reading));
  }

  #settled(): Promise<ScaleReading> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#watchers.delete(watch);
        resolve(this.#reading);
      };
      const watch = (reading: ScaleReading) => {
        if (!isSettling(reading)) end();
      };
      const timer = setTimeout(end, this.#deps.settleMs);
      this.#watchers.add(watch);
    });
  }
}

const isSettling = ({ state }: ScaleReading): boolean => state === 'in-motion';

/** To the gram, half up, as the law's scales have it: `1.250`. */
function kilogramsOf(weightGrams: number): string {
  const grams = String(Math.round(weightGrams)).padStart(4, '0');
  return `${grams.slice(0, -3)}.${grams.slice(-3)}`;
}

function weightOf(reading: ScaleReading): Weight {
  const state = reading.state === 'unsupported' ? 'fault' : reading.state;
  return { state, kilograms: reading.state === 'stable' ? kilogramsOf(reading.weightGrams) : null };
}

const noScale = (): Problem =>
  problem(409, 'no-scale', 'This store has no scale', 'Type the kilograms, then ×, then the article.');

const sameLoad = (): Problem =>
  problem(
    409,
    'same-load',
    'This load was weighed already',
    'Empty the platter, then weigh the next article.',
  );

const noWeight = (state: ScaleReading['state']): Problem =>
  problem(409, 'no-weight', 'The scale gives no weight', 'Put the article on the scale and wait.', { state });
