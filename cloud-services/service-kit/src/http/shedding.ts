/**
 * Refuses before it chokes: who is asked for more than it can do answers nobody in time. What is refused costs nothing, says when
 * to come again, and is safe to repeat. Source: docs/resilience.md.
 */
import type { RequestHandler } from 'express';
import { Counter, type Registry } from 'prom-client';
import { problem } from './problem.ts';

export type Load = Readonly<{
  /** How late this process comes to what is due, of late. */
  lagMs(): number;
  /** How many wait for a connection to the database, of late. */
  waiting(): number;
  /** And how many now. */
  waitingNow(): number;
}>;

/** A request then waits longer in our queue than any caller's patience allows for the answer. */
export const lagMsMax = 1_000;
/** With ten connections and 10 ms a statement, the last of them waits a fifth of a second. */
export const waitingMax = 200;
/** Also for a moment: those who come at once to a service that has just started are served, and memory has an end. */
export const waitingNowMax = 5 * waitingMax;
const comeAgainSeconds = 1;

export function shedding({ lagMs, waiting, waitingNow }: Load, metrics: Registry): RequestHandler {
  const shed = new Counter({
    name: 'http_requests_shed_total',
    help: 'Requests refused at the door because this process had too much to do, by what there was too much of.',
    labelNames: ['of'],
    registers: [metrics],
  });
  return (_request, _response, next) => {
    const isQueueFull = waiting() > waitingMax || waitingNow() > waitingNowMax;
    const of = lagMs() > lagMsMax ? 'lag' : isQueueFull ? 'queue' : undefined;
    if (of === undefined) return next();
    shed.inc({ of });
    next(overloaded());
  };
}

export const overloaded = () =>
  problem(503, 'overloaded', 'Too much to do at this moment', 'Try again in a second.', {
    headers: { 'retry-after': String(comeAgainSeconds) },
  });

/** As often as metrics look at the loop: more would wake an idle process. */
const lookMs = 100;
/** What a look adds to what was known: a single pause sheds nothing, be it of a machine that slept. */
const weight = 0.2;
const lookLateMsMax = 2 * lagMsMax;

/** @returns the lag after a look that came `lateMs` late. */
export const lagAfter = (lagMs: number, lateMs: number): number =>
  lagMs + weight * (Math.min(Math.max(0, lateMs), lookLateMsMax) - lagMs);

/** @returns how many wait of late, after a look that found `now` of them. */
export const waitingAfter = (waiting: number, now: number): number =>
  waiting + weight * (Math.min(now, 2 * waitingMax) - waiting);

export function watchLoad(waitingNow: () => number): Readonly<{ load: Load; close(): void }> {
  let lagMs = 0;
  let waiting = 0;
  let dueMs = performance.now() + lookMs;
  const timer = setInterval(() => {
    lagMs = lagAfter(lagMs, performance.now() - dueMs);
    waiting = waitingAfter(waiting, waitingNow());
    dueMs = performance.now() + lookMs;
  }, lookMs).unref();
  return {
    load: { lagMs: () => lagMs, waiting: () => waiting, waitingNow },
    close: () => clearInterval(timer),
  };
}
