import { statfs } from 'node:fs/promises';
import { type Problem, problem } from '../problem.ts';

/** Below this a sale is refused before its first tender, while there is still room to close the shift. */
export const SPACE_MIN_BYTES = 200 * 1024 * 1024;

export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

/** Asked before money is taken, never after. Source: docs/reliability.md, Edge disk. */
export async function refusedForSpace(free: () => Promise<number>): Promise<Problem | undefined> {
  const bytes = await free();
  if (bytes >= SPACE_MIN_BYTES) return undefined;
  return problem(
    507,
    'disk-full',
    'The store server has no room left',
    'Take no payment. Close the shift, then free some space.',
    {
      freeBytes: bytes,
    },
  );
}
