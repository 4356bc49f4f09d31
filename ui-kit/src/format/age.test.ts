import { expect, test } from 'vitest';
import { formatAge } from './age.ts';

const french = { locale: 'fr-CA', timeZone: 'America/Toronto', yesterday: 'hier' } as const;
const english = { locale: 'en-CA', timeZone: 'America/Toronto', yesterday: 'yesterday' } as const;
const now = new Date('2026-11-24T19:05:00Z');

test.each([
  ['2026-11-24T15:02:00Z', '10 h 02', '10:02 a.m.'],
  ['2026-11-23T21:40:00Z', 'hier, 16 h 40', 'yesterday, 4:40 p.m.'],
  // Past midnight in Greenwich is still yesterday evening in Montréal.
  ['2026-11-24T03:30:00Z', 'hier, 22 h 30', 'yesterday, 10:30 p.m.'],
  ['2026-11-20T12:00:00Z', '2026-11-20', '2026-11-20'],
])('E9: stock known since %s reads %s', (at, fr, en) => {
  const plain = (text: string) => text.replace(/\u00a0/g, ' ');
  expect(plain(formatAge(new Date(at), now, french))).toBe(fr);
  expect(plain(formatAge(new Date(at), now, english))).toBe(en);
});
