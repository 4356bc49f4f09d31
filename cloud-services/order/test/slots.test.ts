import { localDay } from '@comptoir/service-kit/local-day';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rulesAt, slotRulesIn, slotsOf } from '../src/slots/rules.ts';
import { slotText } from '../src/slots/words.ts';

const timeZone = 'America/Toronto';
const jurisdiction = 'CA-QC';
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
      const slots = slotsOf(collect, { now: at, timeZone, jurisdiction });
      const hours = new Set(['10:00', '12:00', '14:00', '16:00', '18:00']);
      for (const { startsAt, endsAt } of slots) {
        expect(hours).toContain(shown(startsAt));
        expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(7_200_000);
        expect(Date.parse(startsAt) - at.getTime()).toBeGreaterThanOrEqual(180 * 60_000);
      }
      expect(new Set(slots.map(({ startsAt }) => startsAt)).size).toBe(slots.length);
      // Five a day of seven whole days, of which at most one is a holiday, and what is left of today.
      expect(slots.length).toBeGreaterThanOrEqual(30);
      expect(slots.length).toBeLessThanOrEqual(40);
    }),
    { numRuns: 60 },
  );
});

test('O4: a parcel has no slot before the day on which it is there, nor at a weekend', () => {
  const ship = rulesAt(rules, { method: 'ship' });
  const slots = slotsOf(ship, {
    ...{ now: new Date('2026-11-30T15:00:00Z'), timeZone, jurisdiction, notBefore: '2026-12-04' },
  });
  expect(slots[0]?.startsAt).toBe('2026-12-04T13:00:00.000Z');
  expect(slots[3]?.startsAt).toBe('2026-12-07T13:00:00.000Z');
});

test('O4: a holiday of the province has no slots unless a rule says so, and one of the country alone none of delivery', () => {
  const daysOf = (method: 'collect' | 'ship', now: string, more = {}) => {
    const place = method === 'ship' ? ({ method } as const) : ({ method, storeId: 'any' } as const);
    const kept = rulesAt(rules, place).map((rule) => ({ ...rule, ...more }));
    const slots = slotsOf(kept, { now: new Date(now), timeZone, jurisdiction });
    return slots.map(({ startsAt }) => localDay(timeZone, new Date(startsAt)));
  };
  const christmas = '2026-12-21T15:00:00Z';
  expect(daysOf('collect', christmas)).not.toContain('2026-12-25');
  expect(daysOf('collect', christmas)).toContain('2026-12-26');
  expect(daysOf('collect', christmas, { onHolidays: true })).toContain('2026-12-25');
  const remembrance = '2026-11-09T15:00:00Z';
  expect(daysOf('collect', remembrance)).toContain('2026-11-11');
  expect(daysOf('ship', remembrance)).not.toContain('2026-11-11');
});

test('O4: a slot is told by the clock of the shop, in both languages', () => {
  const slot = { startsAt: '2026-12-02T18:00:00.000Z', endsAt: '2026-12-02T20:00:00.000Z' };
  expect(slotText(slot, 'fr', 'America/Vancouver').replace(/\s/g, ' ')).toBe(
    'mercredi 2 décembre, de 10 h 00 à 12 h 00',
  );
  expect(slotText(slot, 'en', 'America/Toronto').replace(/\s/g, ' ')).toContain('1:00 p.m. to 3:00 p.m.');
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

test('O4 E9: nobody is told to come when the store is closed', () => {
  const collect = rulesAt(rules, { method: 'collect', storeId: 'any' });
  const when = { now: new Date('2026-12-05T15:00:00Z'), timeZone, jurisdiction };
  // A Sunday, ten to five.
  const openings = [{ startsAt: '2026-12-06T15:00:00.000Z', endsAt: '2026-12-06T22:00:00.000Z' }];
  const startsOf = (told: typeof openings | null) =>
    slotsOf(collect, { ...when, openings: told }).map(({ startsAt }) => shown(startsAt));
  expect(startsOf(openings)).toEqual(['10:00', '12:00', '14:00']);
  expect(startsOf([])).toEqual([]);
  expect(startsOf(null).length).toBeGreaterThan(30);
});
