/**
 * Stops at a fault of our own code; what can go wrong outside is a value, never an assertion.
 * @throws AssertionError, with the numbers that disagree in `message`.
 */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

export class AssertionError extends Error {
  override name = 'AssertionError';
}

/** Makes a missing case of a union a compile error. */
export function unreachable(value: never): never {
  throw new AssertionError(`unforeseen ${JSON.stringify(value)}`);
}
