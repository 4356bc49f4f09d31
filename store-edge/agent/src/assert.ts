/** Our own bugs, found where they happen; left on in production. The numbers belong in the message. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`assertion: ${message}`);
}
