/** Faults that can be switched on, at any time: what a mail server does on its bad days. */
import { z } from 'zod';

export const misbehaviour = z.strictObject({
  /** Says 421 to each connection and 503 to each SMS: down, or about to be. */
  refuse: z.boolean().default(false),
  /** Waits so long before it says that it has taken a message. */
  delayMs: z.int().min(0).max(300_000).default(0),
  /** Takes the message, then cuts the line instead of saying so. */
  loseAnswer: z.boolean().default(false),
  /** Says 550 to these recipients: there is no such mailbox. */
  unknownRecipients: z.array(z.string().toLowerCase()).default([]),
});
export type Misbehaviour = z.infer<typeof misbehaviour>;
export const wellBehaved: Misbehaviour = misbehaviour.parse({});
