import { afterEach, expect, test } from 'vitest';
import { startScale } from '../simulators/scale/simulator.ts';
import { createHidScale, createTcpHidScale, createToledoScale, type ScaleReading } from '../src/index.ts';
import { controlOf } from './control.ts';

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});

async function bench(protocol: '8217' | 'hid', settleMs = 0) {
  const simulator = await startScale({ port: 0, controlPort: 0, protocol, settleMs });
  const address = `tcp://127.0.0.1:${simulator.port}`;
  const scale =
    protocol === '8217'
      ? createToledoScale({ address, reconnectMs: 10, pauseMs: 5, answerMs: 300 })
      : createTcpHidScale({ address, reconnectMs: 10, silentMs: 600 });
  running.push(simulator, scale);
  const readings: ScaleReading[] = [];
  scale.onReading((reading) => readings.push(reading));
  return { control: controlOf(simulator), now: () => readings.at(-1) };
}

test.each(['8217', 'hid'] as const)(
  'E1: %s: a load is weighed to the gram once it is still, and zero is told when it is taken off',
  async (protocol) => {
    const { control, now } = await bench(protocol, 100);
    await expect.poll(now).toEqual({ state: 'zero' });
    await control.post('/load', { grams: 1_250 });
    await expect.poll(now).toEqual({ state: 'stable', weightGrams: 1_250, net: false });
    await control.post('/load', { grams: 345 });
    await expect.poll(now).toEqual({ state: 'stable', weightGrams: 345, net: false });
    await control.post('/load', { grams: 0 });
    await expect.poll(now).toEqual({ state: 'zero' });
  },
);

test.each(['8217', 'hid'] as const)(
  'E15: %s: what keeps it from weighing is told, and it weighs again by itself',
  async (protocol) => {
    const { control, now } = await bench(protocol);
    await control.post('/load', { grams: 500 });
    const well = { state: 'stable', weightGrams: 500, net: false };
    await expect.poll(now).toEqual(well);
    for (const [fault, state] of [
      ['motion', 'in-motion'],
      ['underZero', 'under-zero'],
      ['overCapacity', 'over-capacity'],
      ['silent', 'silent'],
      ['unplugged', 'absent'],
    ] as const) {
      await control.post('/misbehave', { [fault]: true });
      await expect.poll(now, { timeout: 5_000 }).toEqual({ state });
      await control.post('/misbehave', { [fault]: false });
      await expect.poll(now, { timeout: 5_000 }).toEqual(well);
    }
    await control.post('/load', { grams: 15_005 });
    await expect.poll(now).toEqual({ state: 'over-capacity' });
  },
);

test('E15: without a HID scale, or without what reading one needs, there is a reading and no crash', async () => {
  const scale = createHidScale({ lookEveryMs: 10 });
  running.push(scale);
  const states: string[] = [];
  scale.onReading(({ state }) => states.push(state));
  await expect.poll(() => states.at(-1)).toMatch(/absent|unsupported/);
});
