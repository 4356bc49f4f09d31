import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLeftOpen, onKick, onLevel, unknownDrawer } from '../src/devices/drawer-watch.ts';

test.each([true, false])(
  'E16: the level after a pulse is that of an open drawer, be it high (%s) or low; left open for a minute it is told',
  (openIsHigh) => {
    let drawer = onLevel(unknownDrawer, !openIsHigh, 0);
    drawer = onLevel(onKick(drawer, 1_000), openIsHigh, 3_000);
    expect(isLeftOpen(drawer, 62_999)).toBe(false);
    expect(isLeftOpen(drawer, 63_000)).toBe(true);
    expect(isLeftOpen(onLevel(drawer, !openIsHigh, 64_000), 200_000)).toBe(false);
    // Opened with its key, without a pulse: what was learnt holds.
    expect(isLeftOpen(onLevel(drawer, openIsHigh, 70_000), 130_000)).toBe(true);
  },
);

test('E16: nothing is said of a drawer whose level never changed by a pulse, or of a printer that tells none', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.boolean())), (levels) => {
      const drawer = levels.reduce((watch, level, at) => onLevel(watch, level, at * 1_000), unknownDrawer);
      expect(isLeftOpen(drawer, 1e9)).toBe(false);
    }),
  );
  const silent = onLevel(onKick(onLevel(unknownDrawer, null, 0), 1), null, 2);
  expect(isLeftOpen(silent, 1e9)).toBe(false);
});
