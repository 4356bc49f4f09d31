import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Balancer, type Sign } from '../src/balancer.ts';
import { upstreamOf } from './upstream-of.ts';

test('N2: targets take turns', () => {
  const balancer = new Balancer(upstreamOf(['a:1', 'b:1', 'c:1']));
  const turns = Array.from({ length: 6 }, () => balancer.next()?.address);
  expect(turns).toEqual(['a:1', 'b:1', 'c:1', 'a:1', 'b:1', 'c:1']);
});

test('N2: a target that fails often enough gets no traffic until a probe finds it well', () => {
  const balancer = new Balancer(upstreamOf(['a:1', 'b:1']));
  const [a] = balancer.targets;
  if (!a) throw new Error('no target');
  balancer.served(a, { kind: 'tcp-failure' });
  expect(a.healthy).toBe(true);
  balancer.served(a, { kind: 'tcp-failure' });
  expect(a.healthy).toBe(false);
  expect([balancer.next()?.address, balancer.next()?.address]).toEqual(['b:1', 'b:1']);
  balancer.served(a, { kind: 'status', status: 200 });
  expect(a.healthy).toBe(false);
  balancer.probed(a, { kind: 'status', status: 200 });
  expect(a.healthy).toBe(true);
});

test('N5 N6: where lateness of callers is not counted, however many take no target out, nor does the first late probe after them; the second does', () => {
  const upstream = upstreamOf(['a:1']);
  upstream.healthchecks.passive.unhealthy = { ...upstream.healthchecks.passive.unhealthy, timeouts: 0 };
  const balancer = new Balancer(upstream);
  const [a] = balancer.targets;
  if (!a) throw new Error('no target');
  for (let n = 0; n < 100; n += 1) balancer.served(a, { kind: 'timeout' });
  balancer.probed(a, { kind: 'timeout' });
  expect(a.healthy).toBe(true);
  balancer.probed(a, { kind: 'timeout' });
  expect(a.healthy).toBe(false);
});

const sign: fc.Arbitrary<Sign> = fc.oneof(
  fc.constantFrom(200, 404, 500, 503).map((status) => ({ kind: 'status' as const, status })),
  fc.constant({ kind: 'tcp-failure' as const }),
  fc.constant({ kind: 'timeout' as const }),
);

test('N2: whatever was seen, no target is stuck: one good probe brings it back, and the next one is always healthy', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(2), fc.boolean(), sign)), (history) => {
      const balancer = new Balancer(upstreamOf(['a:1', 'b:1', 'c:1']));
      for (const [at, active, seen] of history) {
        const target = balancer.targets[at];
        if (target) balancer[active ? 'probed' : 'served'](target, seen);
        const next = balancer.next();
        expect(next?.healthy ?? balancer.targets.every(({ healthy }) => !healthy)).toBe(true);
      }
      for (const target of balancer.targets) balancer.probed(target, { kind: 'status', status: 200 });
      expect(balancer.targets.every(({ healthy }) => healthy)).toBe(true);
    }),
  );
});
