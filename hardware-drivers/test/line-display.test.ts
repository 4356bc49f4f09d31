import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { startLineDisplay } from '../simulators/line-display/simulator.ts';
import { tube } from '../simulators/line-display/tube.ts';
import { encodeLines } from '../src/display/line-display.ts';
import { createLineDisplay } from '../src/index.ts';
import { controlOf } from './control.ts';

test('E16 E15: the customer reads two lines with their accents, and again after the display was unplugged', async () => {
  const simulator = await startLineDisplay({ port: 0, controlPort: 0 });
  const display = createLineDisplay({ address: `tcp://127.0.0.1:${simulator.port}`, reconnectMs: 10 });
  onTestFinished(async () => {
    await display.close();
    await simulator.close();
  });
  const control = controlOf(simulator);
  const lines = async () => (await control.json<{ lines: string[] }>('/state')).lines;
  const states: string[] = [];
  display.onState((state) => states.push(state));
  display.show(['Thé à la pêche', 'TOTAL        4,99 $']);
  const shown = ['Thé à la pêche      ', 'TOTAL        4,99 $ '];
  await expect.poll(lines).toEqual(shown);
  await control.post('/misbehave', { unplugged: true });
  await expect.poll(() => states.at(-1)).toBe('absent');
  await control.post('/misbehave', { unplugged: false });
  await expect.poll(lines).toEqual(shown);
  expect(states.at(-1)).toBe('ready');
});

test('the bytes of two lines are those of the manual', () => {
  expect(Buffer.from(encodeLines(['É€', '1'])).toString('hex')).toBe(
    `1b401b74131f43000c1f240101${'90d5'}${'20'.repeat(18)}1f240102${'31'}${'20'.repeat(19)}`,
  );
});

test('no text, however long or strange, leaves its line or speaks to the display', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (first, second) => {
      const display = tube();
      display.hear(encodeLines([first, second]));
      display.hear(encodeLines(['a', 'b']));
      expect(display.lines()).toEqual(['a'.padEnd(20), 'b'.padEnd(20)]);
    }),
  );
});
