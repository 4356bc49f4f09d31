/** How one kind of case meets the product. */

/**
 * `run` gives what the product's public functions answer to a case's `input`. `normalise` is applied to that and to the
 * case's `expect`: it drops hints and sorts what has no order.
 */
export type Adapter = Readonly<{
  run: (input: unknown) => unknown;
  normalise: (value: unknown) => unknown;
}>;
