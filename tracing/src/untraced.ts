/** For calls that nobody asked for: said on purpose, else whoever is called would begin a trace for each look that we take by ourselves. */
import { randomBytes } from 'node:crypto';

export const untraced = (): string =>
  `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`;
