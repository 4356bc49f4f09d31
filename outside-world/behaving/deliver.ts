/** Tells a shop what happened until it has heard it; late, twice, in the wrong order or never when told to. */
import type { Behaviour } from './misbehaviour.ts';

/** Real ones try for days; a stand-in that is looked at for minutes gives up sooner. */
const retryAfterMs = [500, 2_000, 10_000, 30_000];
const timeoutMs = 10_000;
/** Events of so long are put in the wrong order, when told to. */
const reorderWindowMs = 300;

export type Target = Readonly<{ url: string; secret: string }>;

/** @param headersOf what signs a payload; of each delivery anew. Nobody is told without a target. */
export function createDelivery(
  target: Target | undefined,
  behaviour: Behaviour<string>,
  headersOf: (payload: string, secret: string) => Readonly<Record<string, string>>,
) {
  const timers = new Set<NodeJS.Timeout>();
  let held: string[] = [];

  const later = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  };

  async function deliver(payload: string, tries: number): Promise<void> {
    if (!target) return;
    try {
      const answer = await fetch(target.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          ...headersOf(payload, target.secret),
        },
        body: payload,
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.arrayBuffer();
      if (answer.ok) return;
    } catch {
      // Not heard: told again below, as after a refusal.
    }
    const pause = retryAfterMs[tries];
    if (pause !== undefined) later(pause, () => void deliver(payload, tries + 1));
  }

  function send(payload: string): void {
    const { delayMs, copies } = behaviour.now.webhooks;
    for (let copy = 0; copy < copies; copy += 1) later(delayMs + copy * 20, () => void deliver(payload, 0));
  }

  /** The last of a moment is sent first. */
  function hold(payload: string): void {
    if (held.length === 0)
      later(reorderWindowMs, () => {
        const all = held.reverse();
        held = [];
        for (const one of all) send(one);
      });
    held.push(payload);
  }

  return {
    tell(payload: string): void {
      const { lose, reorder } = behaviour.now.webhooks;
      if (lose || !target) return;
      if (reorder) hold(payload);
      else send(payload);
    },
    close(): void {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
