/** Faults that can be switched on, at any time: what somebody else's service does on its bad days. */
import { z } from 'zod';

const webhooks = z.strictObject({
  delayMs: z.int().min(0).max(600_000).default(0),
  /** 2: each comes twice. */
  copies: z.int().min(1).max(5).default(1),
  lose: z.boolean().default(false),
  /** Those of the last moments come in the wrong order. */
  reorder: z.boolean().default(false),
});

/** What may be told of a service by name of its calls. */
export const misbehaviourOf = <const O extends readonly [string, ...string[]]>(operations: O) =>
  misbehaviour.extend({ on: z.array(z.enum(operations)).optional() });

const misbehaviour = z.strictObject({
  /** Which calls fail; all unless told. */
  on: z.array(z.string()).optional(),
  /** `timeOut`: does it and never answers. `drop`: does it and cuts the line. `error`: does it and says 500. */
  after: z.enum(['timeOut', 'drop', 'error']).optional(),
  /** The same with nothing done. */
  before: z.enum(['timeOut', 'drop', 'error']).optional(),
  delayMs: z.int().min(0).max(60_000).default(0),
  /** So many calls, then all is well again; for ever unless told. */
  times: z.int().positive().optional(),
  webhooks: webhooks.default(webhooks.parse({})),
});
type Misbehaviour = z.infer<typeof misbehaviour>;

/** What a service is told to do wrong now. */
export class Behaviour<Operation extends string> {
  #now: Misbehaviour = misbehaviour.parse({});
  get now(): Misbehaviour {
    return this.#now;
  }
  set(told: Misbehaviour): void {
    this.#now = told;
  }
  /** Takes one of the told `times`. */
  faultFor(done: Operation): Pick<Misbehaviour, 'after' | 'before' | 'delayMs'> {
    const { on, after, before, delayMs, times } = this.#now;
    if (on && !on.includes(done)) return { delayMs: 0 };
    if (after === undefined && before === undefined && delayMs === 0) return { delayMs };
    if (times !== undefined)
      this.#now =
        times > 1 ? { ...this.#now, times: times - 1 } : misbehaviour.parse({ webhooks: this.#now.webhooks });
    return { delayMs, ...(after ? { after } : {}), ...(before ? { before } : {}) };
  }
}
