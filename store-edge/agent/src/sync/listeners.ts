/** Who wants to be told. */
export class Listeners<A extends readonly unknown[]> {
  readonly #listeners = new Set<(...told: A) => void>();

  /** @returns a function that ends the listening. */
  add(listener: (...told: A) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(...told: A): void {
    for (const listener of this.#listeners) listener(...told);
  }
}
