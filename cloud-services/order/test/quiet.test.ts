/** At which hours customers are told by SMS. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAwaited, quietHoursIn, quietUntil } from '../src/letters/quiet.ts';
import { steps } from '../src/letters/sms.ts';

const usual = quietHoursIn.parse(undefined);
const zone = 'America/Toronto';
const until = (local: string) => quietUntil(usual, zone, new Date(local))?.toISOString();

test.each([
  ['late in the evening', '2026-01-12T21:00:00-05:00', '2026-01-13T13:00:00.000Z'],
  ['after midnight', '2026-01-13T05:30:00-05:00', '2026-01-13T13:00:00.000Z'],
  ['at eight', '2026-01-13T08:00:00-05:00', undefined],
  ['a minute before nine in the evening', '2026-01-12T20:59:59-05:00', undefined],
  ['in the night in which clocks go forward', '2026-03-08T01:30:00-05:00', '2026-03-08T12:00:00.000Z'],
  ['in the night in which clocks go back', '2026-11-01T01:30:00-04:00', '2026-11-01T13:00:00.000Z'],
])('O3: what is to be told by SMS %s waits until the morning, or does not', (_, local, end) => {
  expect(until(local)).toBe(end);
});

const clock = fc.nat(1439).map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16));
const instant = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2027-12-31T00:00:00Z'),
  noInvalidDate: true,
});

test('O3: whatever hours are set, what waits is told within a day, and at their end it waits no longer', () => {
  const zones = fc.constantFrom('America/Toronto', 'America/St_Johns', 'America/Vancouver', 'America/Regina');
  fc.assert(
    fc.property(clock, clock, zones, instant, (from, to, timeZone, now) => {
      fc.pre(from !== to);
      const quiet = { from, to };
      const end = quietUntil(quiet, timeZone, now);
      if (end === undefined) return;
      expect(end.getTime()).toBeGreaterThan(now.getTime());
      expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
      expect(quietUntil(quiet, timeZone, end)).toBeUndefined();
    }),
  );
});

test('O3: quiet hours are a setting: other hours, or none', () => {
  expect(quietHoursIn.parse('22:30-07:00')).toEqual({ from: '22:30', to: '07:00' });
  expect(quietUntil(quietHoursIn.parse('none'), zone, new Date('2026-01-13T05:30:00-05:00'))).toBeUndefined();
  for (const wrong of ['', '21-8', '21:00-21:00', '24:00-08:00'])
    expect(quietHoursIn.safeParse(wrong).success).toBe(false);
});

test('O3: at night only those who wait for it are told: who has just paid, and whose order is ready in a store that is open', async () => {
  const createdAt = new Date('2026-01-13T03:00:00Z');
  const after = (minutes: number) => new Date(createdAt.getTime() + minutes * 60_000);
  const told = async (minutes: number, isOpen: boolean) => {
    const awaited = await Promise.all(
      steps.map((step) => isAwaited(step, { createdAt }, after(minutes), async () => isOpen)),
    );
    return steps.filter((_, at) => awaited[at]);
  };
  expect(await told(2, false)).toEqual(['confirmed', 'reviewed']);
  expect(await told(60, false)).toEqual([]);
  expect(await told(60, true)).toEqual(['ready-to-collect']);
});
