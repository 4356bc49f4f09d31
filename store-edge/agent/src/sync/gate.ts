/** Lets pulls pass unless sales need the slow link for themselves; never for longer than a minute at a time. */
const heldMaxMs = 60_000;

export class Gate {
  #open = Promise.resolve();
  #release: (() => void) | undefined;

  hold(held: boolean): void {
    if (!held) {
      this.#release?.();
      this.#release = undefined;
    } else if (!this.#release) {
      this.#open = new Promise((resolve) => {
        const timer = setTimeout(resolve, heldMaxMs);
        this.#release = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  pass(): Promise<void> {
    return this.#open;
  }
}
