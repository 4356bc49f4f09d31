import { afterEach, expect, test, vi } from 'vitest';
import { lockWhenIdle } from './auto-lock.ts';
import { scan } from './selling.ts';
import { store } from './store.ts';

const minuteMs = 60_000;

let end = (): void => undefined;
afterEach(() => {
  end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('E11: five minutes without touch, key or scan lock the till; a scan is somebody who is there', () => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
  let locked = 0;
  end = lockWhenIdle(() => {
    locked += 1;
  });
  for (let scans = 0; scans < 4; scans += 1) {
    vi.advanceTimersByTime(4 * minuteMs);
    scan(`0629104150${scans}`, null, scans * minuteMs);
  }
  vi.advanceTimersByTime(4 * minuteMs);
  window.dispatchEvent(new Event('keydown'));
  vi.advanceTimersByTime(4 * minuteMs);
  expect(locked).toBe(0);
  vi.advanceTimersByTime(2 * minuteMs);
  expect(locked).toBe(1);
});

test('E11: a store sets after how long its tills lock', () => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
  const { settings } = store.state;
  store.set({ settings: { ...settings, 'auto-lock-minutes': 1 } });
  let locked = 0;
  end = lockWhenIdle(() => {
    locked += 1;
  });
  vi.advanceTimersByTime(minuteMs + 1);
  store.set({ settings });
  expect(locked).toBe(1);
});
