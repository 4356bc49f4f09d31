/** Versions of what runs in a store: `major.minor.patch`. Versions of one `major.minor` are a line. Source: docs/releases.md. */
import { z } from 'zod';

export const versionText = z
  .string()
  .regex(/^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/, 'must be a version like 1.4.0');

/** The cloud takes what the newest released line writes, and the two lines before it. */
const linesBehindMax = 2;

/** Below zero when `left` is the older. Both must be `versionText`. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [partsOf(left), partsOf(right)];
  const differs = a.findIndex((part, at) => part !== b[at]);
  return differs === -1 ? 0 : (a[differs] ?? 0) - (b[differs] ?? 0);
}

/** @param released what every store may have. Where nothing is released nobody is behind. */
export function isTooOld(running: string, released: readonly string[]): boolean {
  const newer = released.filter((version) => compareVersions(lineOf(version), lineOf(running)) > 0);
  return new Set(newer.map(lineOf)).size > linesBehindMax;
}

const partsOf = (version: string): number[] => version.split('.').map(Number);
const lineOf = (version: string): string => version.replace(/\d+$/, '0');
