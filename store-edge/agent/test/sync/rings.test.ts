import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Rings } from '../../src/sync/rings.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('E7: a flood of rings is heard four times a second for each feed, the first at once and the last for certain', () => {
  const heard: string[] = [];
  const rings = new Rings((feed) => heard.push(feed));
  rings.ring('catalogue');
  rings.ring('users');
  expect(heard).toEqual(['catalogue', 'users']);
  for (let ms = 0; ms < 1_000; ms += 1) {
    rings.ring('catalogue');
    vi.advanceTimersByTime(1);
  }
  expect(heard.filter((feed) => feed === 'catalogue').length).toBeLessThanOrEqual(5);
  heard.length = 0;
  rings.ring('catalogue');
  vi.advanceTimersByTime(250);
  expect(heard).toEqual(['catalogue']);
  vi.advanceTimersByTime(250);
  rings.ring('catalogue');
  expect(heard).toEqual(['catalogue', 'catalogue']);
  rings.stop();
  expect(vi.getTimerCount()).toBe(0);
});
