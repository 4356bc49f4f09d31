import { afterEach, expect, test } from 'vitest';
import type { DeviceStates } from '../src/devices/device-board.ts';
import { tellDevices } from '../src/devices/tell-devices.ts';
import type { HeadOfficeAnswer, LinkState } from '../src/sync-port.ts';

const well: DeviceStates = {
  printer: 'ready',
  scanner: 'ready',
  paymentTerminal: 'ready',
  drawer: 'ready',
};
let link: LinkState['link'];
let now: DeviceStates;
let answer: HeadOfficeAnswer;
let told: unknown[];
let devices: ReturnType<typeof tellDevices> | undefined;

function begin() {
  [link, now, answer, told] = ['offline', well, { is: 'ok', body: {} }, []];
  devices = tellDevices({
    states: () => now,
    delays: { lastsMs: 1, againMs: 1 },
    sync: {
      state: () => ({ link, linkSince: '', refusedBecause: null, clockSkewMs: 0 }),
      askHeadOffice: async (_method, _path, body) => {
        told.push(body);
        return answer;
      },
    },
  });
  return devices;
}
afterEach(() => devices?.stop());

test('E15 N4: head office hears how the devices are once there is a line, and of what changes; a sale that prints is no news', async () => {
  const { look } = begin();
  look();
  link = 'online';
  look();
  await expect.poll(() => told).toEqual([{ devices: well }]);
  now = { ...well, printer: 'busy' };
  look();
  now = { ...well, printer: 'out-of-paper' };
  look();
  look();
  await expect.poll(() => told.at(-1)).toEqual({ devices: { ...well, printer: 'out-of-paper' } });
  now = well;
  look();
  await expect.poll(() => told.at(-1)).toEqual({ devices: well });
  expect(told).toHaveLength(3);
});

test('E15 N4: what head office did not hear is told again, as it is by then; after a cut it is told anew', async () => {
  const { look } = begin();
  link = 'online';
  answer = { is: 'no-answer' };
  look();
  await expect.poll(() => told.length).toBeGreaterThan(1);
  now = { ...well, scanner: 'absent' };
  answer = { is: 'ok', body: {} };
  await expect.poll(() => told.at(-1)).toEqual({ devices: now });
  const before = told.length;
  link = 'offline';
  look();
  link = 'online';
  look();
  await expect.poll(() => told.length).toBe(before + 1);
});
