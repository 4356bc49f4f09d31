/** A flood of rings costs few pulls: a feed's first one is heard at once, those that come soon after it as one. */

/** Four pulls a second at most, whatever rings; a till that waits for a price does not notice. */
const restMs = 250;

export class Rings {
  readonly #hear: (feed: string) => void;
  readonly #resting = new Map<string, { timer: NodeJS.Timeout; rang: boolean }>();

  constructor(hear: (feed: string) => void) {
    this.#hear = hear;
  }

  ring(feed: string): void {
    const rest = this.#resting.get(feed);
    if (rest) {
      rest.rang = true;
      return;
    }
    this.#resting.set(feed, { timer: setTimeout(() => this.#rested(feed), restMs), rang: false });
    this.#hear(feed);
  }

  stop(): void {
    for (const { timer } of this.#resting.values()) clearTimeout(timer);
    this.#resting.clear();
  }

  #rested(feed: string): void {
    const rang = this.#resting.get(feed)?.rang ?? false;
    this.#resting.delete(feed);
    if (rang) this.ring(feed);
  }
}
