/** What stands at the counter beside the printer, and what asks and shows it: wired together. */
import type { Router } from 'express';
import type { Clock } from '../clock.ts';
import type { Callers } from '../http/callers.ts';
import type { DeviceName, DeviceTested, Scanned, Weight } from './api.ts';
import { CustomerDisplay } from './customer-display.ts';
import { customerPageRoutes, customerViewRoutes } from './customer-routes.ts';
import { DeviceBoard } from './device-board.ts';
import type { DeviceSet } from './device-set.ts';
import { testDevice } from './device-tests.ts';
import { deviceRoutes } from './routes.ts';
import { ScaleDesk } from './scale-desk.ts';

/** A payment terminal is left in peace: it may take one caller at a time. */
const DIAGNOSE_EVERY_MS = 10_000;
/** And as long for an answer: what is pulled out is told within a second. */
const LOOK_EVERY_MS = 400;
const LABELS_EVERY_MS = 1_000;
const SETTLE_MS = 3_000;

type CounterParts = Readonly<{
  devices: DeviceSet;
  devicesRegister: string;
  clock: Clock;
  /** A device's state is another. */
  onChange: () => void;
  onScan: (scan: Scanned) => void;
  onWeight: (weight: Weight) => void;
}>;
export type Counter = Readonly<{
  board: DeviceBoard;
  test: (name: DeviceName) => Promise<DeviceTested>;
  /** Of the terminals' contract, and the page that a second screen opens. */
  routes: (callers: Callers, noteDrawer: (staffId: string) => void) => readonly Router[];
  customerPage: Router;
  start: () => void;
  stop: () => void;
  /** Once nothing prints any more. */
  close: () => Promise<void>;
}>;

export function openCounter(parts: CounterParts): Counter {
  const { devices, devicesRegister, clock, onChange, onScan, onWeight } = parts;
  const board = new DeviceBoard({
    devices,
    clock,
    diagnoseEveryMs: DIAGNOSE_EVERY_MS,
    lookEveryMs: LOOK_EVERY_MS,
    labelsEveryMs: LABELS_EVERY_MS,
    onChange,
    onScan,
  });
  const display = new CustomerDisplay({
    lineDisplay: devices.lineDisplay,
    servedRegister: devicesRegister,
  });
  const scaleDesk = new ScaleDesk({ scale: devices.scale, settleMs: SETTLE_MS, onWeight });
  const test = (name: DeviceName) => testDevice({ devices, board, clock }, name);
  return {
    board,
    test,
    routes: (callers, noteDrawer) => [
      deviceRoutes(callers, {
        scaleDesk,
        test,
        devicesRegister,
        noteDrawer,
      }),
      customerViewRoutes(callers, display),
    ],
    customerPage: customerPageRoutes(display),
    start: () => {
      board.start();
      scaleDesk.start();
    },
    stop: () => {
      board.stop();
      scaleDesk.stop();
    },
    close: async () => {
      const { printer, scanner, scale, lineDisplay } = devices;
      await Promise.all([printer.close(), scanner.close(), scale?.close(), lineDisplay?.close()]);
    },
  };
}
