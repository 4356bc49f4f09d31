/** A breaker at work: it lets calls pass or not, is told how they ended, and says in metrics and log what is degraded. */
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Logger } from '../logger.ts';
import { ask, type Breaker, closed, type Outcome, restMs, settle } from './breaker.ts';

export type Circuit = Readonly<{
  /** How long until a call may pass; 0: now. */
  restMs(): number;
  /**
   * @param isFailure whether what `work` threw says that the other side is not well.
   * @throws CircuitOpen without having begun; else whatever `work` throws.
   */
  run<T>(work: () => Promise<T>, isFailure: (error: unknown) => boolean): Promise<T>;
}>;

/** Nobody was called: it would have been in vain. */
export class CircuitOpen extends Error {
  readonly restMs: number;
  constructor(target: string, leftMs: number) {
    super(`${target} does not answer; it is left alone for ${Math.ceil(leftMs)} ms`);
    this.name = 'CircuitOpen';
    this.restMs = leftMs;
  }
}

/** @param neighbour `cart`. @param target one of its addresses: `127.0.0.1:7414`. */
export type CircuitTo = (neighbour: string, target: string) => Circuit;

export function createCircuits(
  parts: Readonly<{ logger: Logger; metrics: Registry; nowMs?: () => number }>,
): CircuitTo {
  const { logger, metrics, nowMs = () => performance.now() } = parts;
  const registers = [metrics];
  const open = new Gauge({
    name: 'neighbour_circuit_open',
    help: '1 while nobody is called because calls failed, 0.5 while one call finds out, 0 when all is well.',
    labelNames: ['neighbour', 'target'],
    registers,
  });
  const calls = new Counter({
    name: 'neighbour_calls_total',
    help: 'Calls to others by what became of them; `spared` were not made.',
    labelNames: ['neighbour', 'outcome'],
    registers,
  });

  return (neighbour, target) => {
    let breaker: Breaker = closed;
    const become = (next: Breaker) => {
      if (next.at === 'open' && breaker.at === 'closed')
        logger.warn({ neighbour, target }, 'a neighbour does not answer; it is left alone for a while');
      if (next.at === 'closed' && breaker.at !== 'closed')
        logger.info({ neighbour, target }, 'a neighbour answers again');
      breaker = next;
      open.set({ neighbour, target }, openness[next.at]);
    };
    become(closed);
    return {
      restMs: () => restMs(breaker, nowMs()),
      async run(work, isFailure) {
        const asked = ask(breaker, nowMs());
        const { pass } = asked;
        become(asked.breaker);
        if (pass === undefined) {
          calls.inc({ neighbour, outcome: 'spared' });
          throw new CircuitOpen(`${neighbour} at ${target}`, restMs(breaker, nowMs()));
        }
        let outcome: Outcome = 'unknown';
        try {
          const value = await work();
          outcome = 'answered';
          return value;
        } catch (error) {
          if (isFailure(error)) outcome = 'failed';
          throw error;
        } finally {
          become(settle(breaker, pass, outcome, nowMs()));
          calls.inc({ neighbour, outcome });
        }
      },
    };
  };
}

const openness: Readonly<Record<Breaker['at'], number>> = { closed: 0, 'half-open': 0.5, open: 1 };
