import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rulesAt, slotRulesIn, slotsOf } from '../src/slots/rules.ts';

const timeZone = 'America/Toronto';
const rules = slotRulesIn.parse(undefined);
const clock = new Intl.DateTimeFormat('fr-CA', {
  timeZone,
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const shown = (at: string) =>
  clock
    .format(new Date(at))
    .replace(/[^\d]+/g, ':')
    .replace(/:$/, '');

test('O4: slots of any day begin and end by the clock on the wall, one after the other, also where the clocks change', () => {
  const now = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(now, (at) => {
      const collect = rulesAt(rules, { method: 'collect', storeId: 'any' });
      const slots = slotsOf(collect, { now: at, timeZone });
      const hours = new Set(['10:00', '12:00', '14:00', '16:00', '18:00']);
      for (const { startsAt, endsAt } of slots) {
        expect(hours).toContain(shown(startsAt));
        expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(7_200_000);
        expect(Date.parse(startsAt) - at.getTime()).toBeGreaterThanOrEqual(180 * 60_000);
      }
      expect(new Set(slots.map(({ startsAt }) => startsAt)).size).toBe(slots.length);
      // Five a day of seven whole days, and what is left of today.
      expect(slots.length).toBeGreaterThanOrEqual(35);
      expect(slots.length).toBeLessThanOrEqual(40);
    }),
    { numRuns: 60 },
  );
});

test('O4: a parcel has no slot before the day on which it is there, nor at a weekend', () => {
  const ship = rulesAt(rules, { method: 'ship' });
  const slots = slotsOf(ship, { now: new Date('2026-11-30T15:00:00Z'), timeZone, notBefore: '2026-12-04' });
  expect(slots[0]?.startsAt).toBe('2026-12-04T13:00:00.000Z');
  expect(slots[3]?.startsAt).toBe('2026-12-07T13:00:00.000Z');
});

test('O4: what a store says of itself counts there alone', () => {
  const [first] = rules;
  if (!first) throw new Error('there are no rules');
  const own = [...rules, { ...first, storeId: 'small', capacity: 1 }];
  expect(rulesAt(own, { method: 'collect', storeId: 'small' })).toMatchObject([{ capacity: 1 }]);
  expect(rulesAt(own, { method: 'collect', storeId: 'big' })).toEqual([first]);
});

test('O4: rules that cannot be are refused with what is wrong', () => {
  const [first] = rules;
  const bad = slotRulesIn.safeParse(JSON.stringify([{ ...first, from: '20:00', to: '08:00' }]));
  expect(bad.error?.issues[0]?.message).toBe('is before from');
  expect(slotRulesIn.safeParse('[').error?.issues[0]?.message).toBe('rules are not JSON');
});
