import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cronOf, everies, frequencyOf } from '../app/src/reports/frequency.ts';

const two = (value: number) => String(value).padStart(2, '0');

test('R2: how often a report comes is said again as it was chosen', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...everies),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 6 }),
      (every, hour, minute, day) => {
        const weekday = every === 'week' ? day : 1;
        const frequency = { every, time: `${two(hour)}:${two(minute)}`, weekday };
        expect(frequencyOf(cronOf(frequency))).toEqual(frequency);
      },
    ),
  ));

test('R2: a schedule that has no words of ours is shown as it is', () => {
  for (const cron of ['*/5 * * * *', '0 7 * * 1-4', '0 7 2 * *', ''])
    expect(frequencyOf(cron)).toBeUndefined();
});
