/** How our clients ask: with a key made before the first try, again after what may pass, each time after a random pause, until a deadline. */
import { setTimeout as sleep } from 'node:timers/promises';

export type Asked<R> = Readonly<{
  /** The last answer: a success, a refusal, or what stood at the deadline; none: nobody answered. */
  reply: R | undefined;
  /** How the tries before it ended: a status, or 0 for no answer at all. */
  repeated: readonly number[];
  tookMs: number;
}>;

/** A person waits so long, and not longer. */
export const deadlineMs = 10_000;
const pauseMsFirst = 50;
const pauseMsMax = 1_000;

/** @param ask sends the same bytes with the same key each time. */
export async function patiently<R extends Readonly<{ status: number }>>(
  ask: () => Promise<R>,
): Promise<Asked<R>> {
  const begunMs = performance.now();
  const repeated: number[] = [];
  for (;;) {
    const reply = await ask().catch(() => undefined);
    const tookMs = performance.now() - begunMs;
    if (!mayPass(reply) || tookMs >= deadlineMs) return { reply, repeated, tookMs };
    repeated.push(reply?.status ?? 0);
    await sleep(Math.random() * Math.min(pauseMsMax, pauseMsFirst * 2 ** Math.min(repeated.length, 6)));
  }
}

const mayPass = (reply: Readonly<{ status: number }> | undefined): boolean =>
  reply === undefined || reply.status === 408 || reply.status === 429 || reply.status >= 500;

/** Done, and in the time that a person waits. */
export const isDone = ({ reply, tookMs }: Asked<Readonly<{ status: number }>>): boolean =>
  reply !== undefined && reply.status >= 200 && reply.status < 300 && tookMs <= deadlineMs;
