/** What a feed says, as a whole: values by key, and a digest by which two of them are compared at once. */
import type { FeedRow } from '../src/index.ts';

export class Content {
  readonly #values: ReadonlyMap<string, string>;
  readonly digest: string;

  constructor(values: ReadonlyMap<string, string> = new Map(), digest = digestOf(values)) {
    this.#values = values;
    this.digest = digest;
  }

  get entries(): ReadonlyMap<string, string> {
    return this.#values;
  }

  changed(how: 'apply' | 'swap', rows: readonly FeedRow[]): Content {
    const values = new Map(how === 'swap' ? [] : this.#values);
    for (const { key, value } of rows) {
      if (value === null) values.delete(key);
      else values.set(key, JSON.stringify(value));
    }
    return new Content(values);
  }
}

function digestOf(values: ReadonlyMap<string, string>): string {
  return JSON.stringify([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
}
