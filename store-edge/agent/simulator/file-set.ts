/** The files of one store's disk, as a machine leaves them that ends at once: copied while they are open, without what is only memory. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Gives folders, and takes them all back. */
export class Folders {
  readonly #root: string;
  #made = 0;

  constructor(root: string) {
    this.#root = root;
  }

  make(): string {
    this.#made += 1;
    const folder = join(this.#root, String(this.#made));
    mkdirSync(folder);
    return folder;
  }

  copyOf(folder: string): string {
    const copy = this.make();
    // Shared memory dies with its process.
    for (const name of readdirSync(folder))
      if (!name.endsWith('-shm')) copyFileSync(join(folder, name), join(copy, name));
    return copy;
  }

  remove(folder: string): void {
    if (existsSync(folder)) rmSync(folder, { recursive: true });
  }

  end(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}
