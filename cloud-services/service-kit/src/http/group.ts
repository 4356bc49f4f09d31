/**
 * What comes while something is being done waits, and is then done together: many who want the same row lock it once, and share a
 * commit. Nobody fails for another's sake: when all fail at once, each is done alone.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { overloaded } from './shedding.ts';

/** One statement's worth: more would hold its locks for too long. */
export const groupMax = 64;
/** Who waits behind so many waits longer than any caller's patience allows. */
export const waitingMax = 500;

type Waiting<I, O> = Readonly<{
  input: I;
  /** What is done for it belongs to its trace. */
  inContext: <T>(work: () => T) => T;
  resolve: (outcome: O | Promise<O>) => void;
  reject: (error: unknown) => void;
}>;

/**
 * @param together answers each of what it gets, in order. An error is that of one; undefined leaves one to be done alone.
 * @param alone does one. Assumes that what `together` left or failed at may be done again.
 * @returns does one, in whatever company.
 */
export function grouped<I, O>(
  together: (inputs: readonly I[]) => Promise<readonly (O | Error | undefined)[]>,
  alone: (input: I) => Promise<O>,
): (input: I) => Promise<O> {
  const waiting: Waiting<I, O>[] = [];
  let isBusy = false;

  return (input) => {
    if (waiting.length >= waitingMax) return Promise.reject(overloaded());
    return new Promise((resolve, reject) => {
      waiting.push({ input, inContext: AsyncLocalStorage.snapshot(), resolve, reject });
      if (!isBusy) void work();
    });
  };

  async function work(): Promise<void> {
    isBusy = true;
    for (let group = next(); group[0]; group = next()) {
      const inputs = group.map(({ input }) => input);
      const outcomes = await group[0].inContext(() => together(inputs)).catch(() => []);
      for (const [n, { input, inContext, resolve, reject }] of group.entries()) {
        const outcome = outcomes[n];
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome ?? inContext(() => alone(input)));
      }
    }
    isBusy = false;
  }

  function next() {
    return waiting.splice(0, groupMax);
  }
}
