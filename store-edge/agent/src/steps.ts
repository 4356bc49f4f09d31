/**
 * Called by name before each moment at which a kill would matter. Does nothing in production; the crash tests pass a step that
 * kills the process, so that "killed at any instruction" is tried at each of them (E13).
 */
export type Step = (name: StepName) => void;
export type StepName =
  | 'sale: received'
  | 'sale: record appended'
  | 'sale: projected'
  | 'sale: committed'
  | 'payment: intended'
  | 'payment: about to send'
  | 'payment: answered'
  | 'payment: resolved'
  | 'print: sending'
  | 'print: printed';

export const noStep: Step = () => undefined;
