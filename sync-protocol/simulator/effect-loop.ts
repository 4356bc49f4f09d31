/** Does what a machine decided, one effect at a time and in order, so that a process can die between any two. */
export type EffectLoopDeps<E> = Readonly<{
  /** False when the process dies here, before the effect. */
  survives: () => boolean;
  perform: (effect: E) => void;
  /** Nothing is left to do. */
  rested?: () => void;
}>;

export class EffectLoop<E> {
  readonly #deps: EffectLoopDeps<E>;
  readonly #todo: E[] = [];
  #isWorking = false;

  constructor(deps: EffectLoopDeps<E>) {
    this.#deps = deps;
  }

  /** What effects bring about meanwhile comes behind them. */
  add(effects: readonly E[]): void {
    this.#todo.push(...effects);
  }

  work(): void {
    if (this.#isWorking) return;
    this.#isWorking = true;
    for (let effect = this.#todo.shift(); effect; effect = this.#todo.shift()) {
      if (!this.#deps.survives()) return;
      this.#deps.perform(effect);
    }
    this.#isWorking = false;
    this.#deps.rested?.();
  }
}
