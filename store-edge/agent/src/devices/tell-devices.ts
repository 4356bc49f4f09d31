/** Head office is told how the devices are: once the line is there, and of each change that lasts. What it is not told in time is told later. */
import { type DeviceState, isWell } from '@comptoir/sync-protocol/wire/devices';
import type { Sync } from '../sync-port.ts';
import type { DeviceStates } from './device-board.ts';

const usual = {
  /** A lid that is opened and closed, or a cable that is moved, is nobody's business at head office. */
  lastsMs: 5_000,
  againMs: 60_000,
};

type Parts = Readonly<{
  sync: Pick<Sync, 'state' | 'askHeadOffice'>;
  states: () => DeviceStates;
  /** How long a change lasts before it is told, and how long until it is told again that was not heard. */
  delays?: typeof usual;
}>;

/** @returns `look`, to be called at each change of the devices or the line. */
export function tellDevices({ sync, states, delays = usual }: Parts) {
  let told = '';
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  function look(): void {
    if (sync.state().link === 'offline') {
      // Another head office may have come meanwhile, or an older one.
      told = '';
      return;
    }
    if (timer === undefined && textOf(states()) !== told) later(delays.lastsMs);
  }

  function later(afterMs: number): void {
    if (isStopped) return;
    timer = setTimeout(() => void tell(), afterMs);
  }

  async function tell(): Promise<void> {
    const devices = plain(states());
    const text = JSON.stringify(devices);
    const answer = text === told ? undefined : await sync.askHeadOffice('PUT', 'devices', { devices });
    timer = undefined;
    if (answer?.is === 'ok') told = text;
    if (answer && answer.is !== 'ok') later(delays.againMs);
    else look();
  }

  return {
    look,
    stop(): void {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** A printer at work is as well as one that waits: of each sale nothing is told. */
function plain(states: DeviceStates): Record<string, DeviceState> {
  return Object.fromEntries(
    Object.entries(states).map(([name, state]) => [name, isWell(state) ? 'ready' : state]),
  );
}
const textOf = (states: DeviceStates): string => JSON.stringify(plain(states));
