/** One line a step, with the seconds it took; the line being worked on is shown where somebody watches. */
export class Progress {
  readonly #startedMs = Date.now();

  async step<T>(what: string, work: (note: (text: string) => void) => Promise<T>): Promise<T> {
    const startedMs = Date.now();
    let told = '';
    const show = (mark: string, end: string) => {
      const seconds = ((Date.now() - startedMs) / 1000).toFixed(1).padStart(6);
      process.stdout.write(
        `${process.stdout.isTTY ? '\r\x1b[K' : ''}${mark} ${seconds} s  ${what}${told ? `: ${told}` : ''}${end}`,
      );
    };
    const live = process.stdout.isTTY ? setInterval(() => show(' ', ''), 200) : undefined;
    try {
      const result = await work((text) => {
        told = text;
      });
      clearInterval(live);
      show('✓', '\n');
      return result;
    } catch (error) {
      clearInterval(live);
      show('✗', '\n');
      throw error;
    }
  }

  get seconds(): string {
    return ((Date.now() - this.#startedMs) / 1000).toFixed(1);
  }
}
