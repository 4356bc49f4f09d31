import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cron, fallsOn, parseCron } from '../src/schedules/cron.ts';
import { nextRun } from '../src/schedules/next-run.ts';
import { isTimeZone, wallAt } from '../src/schedules/zone.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

function cronOf(text: string): Cron {
  const read = parseCron(text);
  if (!read.ok) throw new Error(read.why);
  return read.cron;
}
/** @returns the runs after a moment, as UTC. */
function runs(text: string, timeZone: string, after: string, count: number): string[] {
  const told: string[] = [];
  for (let at = new Date(after); told.length < count; ) {
    const next = nextRun(cronOf(text), timeZone, at);
    if (!next) break;
    told.push(next.toISOString().slice(0, 16));
    at = next;
  }
  return told;
}

test.each([
  // In Toronto the clock goes from 2:00 to 3:00 on 8 March 2026, and from 2:00 back to 1:00 on 1 November.
  [
    'a report at eight comes at eight, summer and winter',
    '0 8 * * *',
    '2026-03-07T12:00Z',
    ['2026-03-07T13:00', '2026-03-08T12:00', '2026-03-09T12:00'],
  ],
  [
    'a time that the clock skips comes an hour later, once',
    '30 2 * * *',
    '2026-03-07T08:00Z',
    ['2026-03-08T07:30', '2026-03-09T06:30'],
  ],
  [
    'a time that the clock shows twice comes once',
    '30 1 * * *',
    '2026-10-31T12:00Z',
    ['2026-11-01T05:30', '2026-11-02T06:30'],
  ],
  [
    'what runs each hour runs each hour that passes',
    '0 * * * *',
    '2026-11-01T04:30Z',
    ['2026-11-01T05:00', '2026-11-01T06:00', '2026-11-01T07:00'],
  ],
  [
    'and none is made up for an hour that there is not',
    '0 * * * *',
    '2026-03-08T06:30Z',
    ['2026-03-08T07:00', '2026-03-08T08:00'],
  ],
  ['Monday mornings', '30 7 * * MON', '2026-11-25T00:00Z', ['2026-11-30T12:30', '2026-12-07T12:30']],
  ['the first of each month', '0 6 1 * *', '2026-11-25T00:00Z', ['2026-12-01T11:00', '2027-01-01T11:00']],
  [
    'the 13th or a Friday, as cron has it',
    '0 12 13 * FRI',
    '2026-11-25T00:00Z',
    ['2026-11-27T17:00', '2026-12-04T17:00', '2026-12-11T17:00', '2026-12-13T17:00'],
  ],
  ['29 February, however far', '0 0 29 FEB *', '2026-11-25T00:00Z', ['2028-02-29T05:00', '2032-02-29T05:00']],
  ['30 February never comes', '0 0 30 2 *', '2026-11-25T00:00Z', []],
])('R2: %s', (_title, text, after, expected) => {
  expect(runs(text, 'America/Toronto', after, Math.max(1, expected.length))).toEqual(expected);
});

test.each([
  '',
  '* * * *',
  '* * * * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * * 13 *',
  '* * * * 8',
  '*/0 * * * *',
  '5/10 * * * *',
  '9-5 * * * *',
  'a * * * *',
  '*-5 * * * *',
  '1,,2 * * * *',
  '@daily',
  '* * * * fr',
])('R2: %j is no schedule, and why is said', (text) =>
  expect(parseCron(text)).toEqual({ ok: false, why: expect.stringMatching(/must/) }),
);

test('R2: lists, ranges, steps and names mean what cron means by them', () => {
  expect(cronOf('*/20,7 8-18/5 1-3 jan-MAR 5-7')).toMatchObject({
    minutes: [0, 7, 20, 40],
    hours: [8, 13, 18],
    days: new Set([1, 2, 3]),
    months: new Set([1, 2, 3]),
    weekdays: new Set([5, 6, 0]),
    isEveryHour: false,
    isEitherDay: true,
  });
  expect(isTimeZone('America/St_Johns')).toBe(true);
  expect(isTimeZone('America/Comptoir')).toBe(false);
});

/** Days on which clocks were changed, by whole hours, by half hours, at midnight, by none at all. */
const changes = [
  ['America/Toronto', '2026-03-08T05:00Z'],
  ['America/Toronto', '2026-11-01T04:00Z'],
  ['America/St_Johns', '2026-11-01T04:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T13:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T13:00Z'],
  ['America/Santiago', '2026-09-06T03:00Z'],
  ['America/Havana', '2026-11-01T04:00Z'],
  ['Asia/Kathmandu', '2026-06-01T00:00Z'],
  ['UTC', '2026-06-01T00:00Z'],
] as const;
const list = (min: number, max: number) =>
  fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 3 }).map((values) => values.join(','));
const cronText = fc
  .tuple(
    fc.oneof(list(0, 59), fc.constantFrom('*', '*/17')),
    fc.oneof(list(0, 3), list(0, 23), fc.constantFrom('*', '*/2', '0-4')),
    fc.constantFrom('*', '*', '*/2'),
    fc.constant('*'),
    fc.constantFrom('*', '*', '0-3', '6'),
  )
  .map((parts) => parts.join(' '));

test('R2: the next run is the one that somebody finds who looks at the clock each minute', () => {
  fc.assert(
    fc.property(
      cronText,
      fc.constantFrom(...changes),
      fc.integer({ min: -1_500, max: 600 }),
      (text, [zone, change], minutes) => {
        const cron = cronOf(text);
        const after = Date.parse(change) + minutes * minuteMs + 1;
        const watched = { from: Date.parse(change) - 2 * dayMs, to: Date.parse(change) + 2 * dayMs };
        const first = watch(cron, zone, watched).find((at) => at > after);
        const next = nextRun(cron, zone, new Date(after))?.getTime();
        if (first === undefined) expect(next ?? watched.to + 1).toBeGreaterThan(watched.to);
        else expect(new Date(next ?? 0)).toEqual(new Date(first));
      },
    ),
    { numRuns: 40 },
  );
});

const shown = new Map<string, readonly (readonly [at: number, wall: number])[]>();
/** What a clock shows, minute by minute. It is asked for the same days again and again. */
function wallsOf(zone: string, from: number, to: number) {
  const name = `${zone} ${from} ${to}`;
  const minutes = Array.from(
    { length: Math.floor((to - from) / minuteMs) + 1 },
    (_, at) => from + at * minuteMs,
  );
  const walls = shown.get(name) ?? minutes.map((at) => [at, wallAt(zone, at)] as const);
  shown.set(name, walls);
  return walls;
}

/** Minute by minute: what the clock shows for the first time; and, of what it skips, as much later. */
function watch(cron: Cron, zone: string, { from, to }: { from: number; to: number }): number[] {
  const isDue = (wall: number) => {
    const date = new Date(wall);
    return (
      cron.minutes.includes(date.getUTCMinutes()) &&
      cron.hours.includes(date.getUTCHours()) &&
      fallsOn(cron, Math.floor(wall / dayMs) * dayMs)
    );
  };
  const due = new Set<number>();
  let shownMost = Number.NEGATIVE_INFINITY;
  for (const [at, wall] of wallsOf(zone, from, to)) {
    const isFirst = wall > shownMost;
    if (isDue(wall) && (cron.isEveryHour || isFirst)) due.add(at);
    if (!cron.isEveryHour && Number.isFinite(shownMost))
      for (let skipped = shownMost + minuteMs; skipped < wall; skipped += minuteMs)
        if (isDue(skipped)) due.add(at + skipped - (shownMost + minuteMs));
    shownMost = Math.max(shownMost, wall);
  }
  return [...due].sort((a, b) => a - b);
}
