import { z } from 'zod';

/** How the printer misbehaves; each member stays until it is set anew, `dropAfterBytes` happens once. */
export const faults = z.strictObject({
  /** The roll is at its end now; or after so many more lines. */
  paperOut: z.boolean(),
  paperOutAfterLines: z.int().nonnegative(),
  nearEnd: z.boolean(),
  coverOpen: z.boolean(),
  cutterJam: z.boolean(),
  /** Set offline by hand. */
  offline: z.boolean(),
  /** Milliseconds a line. */
  slow: z.int().min(0).max(10_000),
  /** Answers nothing, as some clones; it prints all the same. */
  silent: z.boolean(),
  /** Knows no `GS ( H`. */
  noProcessId: z.boolean(),
  /** Cuts the connection once so many more bytes have come; the rest of the job is lost. */
  dropAfterBytes: z.int().nonnegative(),
  refuseSecondClient: z.boolean(),
});
export type Faults = z.infer<typeof faults>;
