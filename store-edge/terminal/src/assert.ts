/** Our bug, not the user's or the edge's: stops here, with the numbers. Left on in production. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
