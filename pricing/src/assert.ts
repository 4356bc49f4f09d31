/** Stops on input that no caller may give: a bug of ours, never a customer's mistake. Left on in production. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`pricing: ${message}`);
}
