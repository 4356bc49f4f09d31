import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ask,
  type Breaker,
  closed,
  failuresMax,
  type Outcome,
  type Pass,
  pauseMsMax,
  pauseMsMin,
  restMs,
  settle,
} from '../../src/neighbours/breaker.ts';

const outcome = fc.constantFrom<Outcome>('answered', 'failed', 'unknown');
/** Somebody asks, or one of the calls under way ends, after a while. */
const event = fc.record({
  afterMs: fc.nat(pauseMsMax),
  does: fc.oneof(fc.constant('ask' as const), fc.record({ ends: fc.nat(), outcome })),
});

type World = { breaker: Breaker; nowMs: number; underWay: Pass[] };

/** @param check told of each thing that happens, with the breaker before it. */
function live(events: readonly (typeof event extends fc.Arbitrary<infer T> ? T : never)[], check = noCheck) {
  const world: World = { breaker: closed, nowMs: 0, underWay: [] };
  for (const { afterMs, does } of events) {
    world.nowMs += afterMs;
    const { breaker: before } = world;
    if (does === 'ask') {
      const { breaker, pass } = ask(before, world.nowMs);
      world.breaker = breaker;
      if (pass) world.underWay.push(pass);
      check(before, world, { asked: pass ?? 'spared' });
    } else if (world.underWay.length > 0) {
      const [pass = 'call'] = world.underWay.splice(does.ends % world.underWay.length, 1);
      world.breaker = settle(before, pass, does.outcome, world.nowMs);
      check(before, world, { ended: pass, outcome: does.outcome });
    }
  }
  return world;
}
type Happened = { asked: Pass | 'spared' } | { ended: Pass; outcome: Outcome };
const noCheck = (_before: Breaker, _world: World, _happened: Happened): void => {};
const lives = (check: typeof noCheck) =>
  fc.assert(
    fc.property(fc.array(event, { maxLength: 120 }), (events) => void live(events, check)),
    {
      numRuns: 1_000,
    },
  );

test('N5: after so many failures in a row nobody is called, until the pause is over', () => {
  let breaker = closed;
  for (let count = 1; count <= failuresMax; count += 1) {
    expect(ask(breaker, 0).pass).toBe('call');
    breaker = settle(breaker, 'call', 'failed', 0);
  }
  expect(ask(breaker, pauseMsMin - 1).pass).toBeUndefined();
  expect(restMs(breaker, pauseMsMin - 1)).toBe(1);
  expect(ask(breaker, pauseMsMin).pass).toBe('probe');
});

test('N5: a call that is answered makes up for all failures before it', () => {
  let breaker = closed;
  for (let count = 0; count < 10 * failuresMax; count += 1)
    breaker = settle(breaker, 'call', count % failuresMax === failuresMax - 1 ? 'answered' : 'failed', 0);
  expect(breaker).toEqual(closed);
});

test('N5: whatever happens, never more than one probe is under way, and none beside an open or closed breaker', () =>
  lives((_before, { breaker, underWay }) => {
    const probes = underWay.filter((pass) => pass === 'probe').length;
    expect(probes).toBe(breaker.at === 'half-open' ? 1 : 0);
  }));

test('N5: while it is open nobody is let through before its time', () =>
  lives((before, { nowMs }, happened) => {
    if (before.at !== 'open' || !('asked' in happened)) return;
    expect(happened.asked).toBe(nowMs < before.untilMs ? 'spared' : 'probe');
  }));

test('N5: only the probe decides: answered closes, failed or given up reopens for longer, within the limit', () =>
  lives((before, { breaker, nowMs }, happened) => {
    if (before.at === 'closed' || !('ended' in happened)) return;
    if (happened.ended === 'call') return expect(breaker).toBe(before);
    if (happened.outcome === 'answered') return expect(breaker).toEqual(closed);
    expect(breaker.at).toBe('open');
    expect(restMs(breaker, nowMs)).toBe(Math.min(2 * before.pauseMs, pauseMsMax));
  }));

test('N5: it is never stuck: once what is under way has ended, the longest pause later a call passes', () =>
  fc.assert(
    fc.property(fc.array(event, { maxLength: 120 }), fc.array(outcome, { minLength: 1 }), (events, ends) => {
      const world = live(events);
      for (const [at, pass] of world.underWay.entries())
        world.breaker = settle(world.breaker, pass, ends[at % ends.length] ?? 'unknown', world.nowMs);
      expect(ask(world.breaker, world.nowMs + pauseMsMax).pass).toBeDefined();
    }),
    { numRuns: 1_000 },
  ));
