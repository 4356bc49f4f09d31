/**
 * Whether what came holds all that was expected: members that a case does not name are free, the length and order of
 * lists are not.
 */
export function matches(expected: unknown, came: unknown): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(came) &&
      came.length === expected.length &&
      expected.every((item, index) => matches(item, came[index]))
    );
  }
  if (typeof expected !== 'object' || expected === null) return Object.is(expected, came);
  if (typeof came !== 'object' || came === null || Array.isArray(came)) return false;
  return Object.entries(expected).every(
    ([name, value]) => Object.hasOwn(came, name) && matches(value, Reflect.get(came, name)),
  );
}
