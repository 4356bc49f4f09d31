/** What each device is doing now, in the words that the status strip knows. Devices come and go without a restart (E15). */
import type {
  DrawerOutcome,
  LabelPrinter,
  LabelPrinterState,
  PaymentTerminal,
  PrinterStatus,
  ScaleReading,
  ScannerState,
} from '@comptoir/hardware-drivers';
import type { EdgeState } from '../api.ts';
import type { Clock } from '../clock.ts';
import type { DeviceState, Scanned } from './api.ts';
import type { DeviceSet } from './device-set.ts';
import { isLeftOpen, leftOpenInMs, onKick, onLevel, unknownDrawer } from './drawer-watch.ts';

export type DeviceStates = EdgeState['devices'];
type BoardDeps = Readonly<{
  devices: DeviceSet;
  clock: Clock;
  diagnoseEveryMs: number;
  /** How often the payment terminal is looked at, without a word to it, between two questions. */
  lookEveryMs: number;
  labelsEveryMs: number;
  onChange: () => void;
  onScan: (scan: Scanned) => void;
}>;

const ofPrinter: Record<PrinterStatus['state'], DeviceState> = {
  unknown: 'absent',
  untold: 'untold',
  ready: 'ready',
  printing: 'busy',
  unreachable: 'absent',
  silent: 'silent',
  'paper-out': 'out-of-paper',
  'cover-open': 'cover-open',
  'cutter-jam': 'fault',
  fault: 'fault',
  offline: 'fault',
};
const ofScanner: Record<ScannerState['state'], DeviceState> = {
  ready: 'ready',
  absent: 'absent',
  unsupported: 'fault',
};
const ofLabelPrinter: Record<LabelPrinterState, DeviceState> = {
  ready: 'ready',
  'paper-out': 'out-of-paper',
  'head-open': 'cover-open',
  'ribbon-out': 'fault',
  paused: 'fault',
  silent: 'silent',
  unreachable: 'absent',
};
const ofScale: Record<ScaleReading['state'], DeviceState> = {
  stable: 'ready',
  zero: 'ready',
  'in-motion': 'ready',
  'under-zero': 'ready',
  'over-capacity': 'ready',
  fault: 'fault',
  silent: 'silent',
  absent: 'absent',
  unsupported: 'fault',
};

export class DeviceBoard {
  readonly #deps: BoardDeps;
  #states: DeviceStates = {
    printer: 'absent',
    scanner: 'absent',
    paymentTerminal: 'absent',
    drawer: 'absent',
  };
  #kickFailed = false;
  #drawerWatch = unknownDrawer;
  #leftOpen: NodeJS.Timeout | undefined;
  readonly #stops: (() => void)[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #stopped = false;

  constructor(deps: BoardDeps) {
    this.#deps = deps;
  }

  start(): void {
    const { devices, clock, onScan } = this.#deps;
    this.#stops.push(
      devices.printer.onStatus(({ state, drawerPin3High }) => {
        this.#drawerIs(drawerPin3High);
        this.#printerIs(ofPrinter[state]);
      }),
      devices.scanner.onState(({ state }) => this.#set({ scanner: ofScanner[state] })),
      devices.scanner.onScan(({ text, aim }) => onScan({ text, aim, at: clock.now().toISOString() })),
    );
    if (devices.scale)
      this.#stops.push(devices.scale.onReading(({ state }) => this.#set({ scale: ofScale[state] })));
    if (devices.lineDisplay)
      this.#stops.push(devices.lineDisplay.onState((customerDisplay) => this.#set({ customerDisplay })));
    if (devices.labelPrinter) void this.#watchLabels(devices.labelPrinter);
    void this.#watchTerminal(devices.paymentTerminal);
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    clearTimeout(this.#leftOpen);
    for (const stop of this.#stops) stop();
  }

  states(): DeviceStates {
    return this.#states;
  }

  /** Fire and forget: a sale never waits for its drawer, and a drawer that stays shut is a state, not an error. */
  openDrawer(): Promise<DrawerOutcome> {
    this.#drawerWatch = onKick(this.#drawerWatch, performance.now());
    const kicked = this.#deps.devices.printer.kickDrawer();
    void kicked.then(({ outcome }) => {
      this.#kickFailed = outcome === 'failed';
      this.#printerIs(this.#states.printer);
    });
    return kicked;
  }

  /** The drawer hangs on the printer: without the one there is no other. */
  #printerIs(printer: DeviceState): void {
    const reached = printer !== 'absent';
    if (reached && printer === 'ready') this.#kickFailed = false;
    this.#set({ printer, drawer: reached ? this.#drawer() : 'absent' });
  }

  #drawer(): DeviceState {
    if (this.#kickFailed) return 'fault';
    return isLeftOpen(this.#drawerWatch, performance.now()) ? 'left-open' : 'ready';
  }

  /** A drawer that is closed in time is never told of. */
  #drawerIs(isHigh: boolean | null): void {
    this.#drawerWatch = onLevel(this.#drawerWatch, isHigh, performance.now());
    clearTimeout(this.#leftOpen);
    const inMs = leftOpenInMs(this.#drawerWatch, performance.now());
    if (inMs !== null) this.#leftOpen = setTimeout(() => this.#printerIs(this.#states.printer), inMs + 1);
  }

  async #watchTerminal(terminal: PaymentTerminal): Promise<void> {
    const { state } = await terminal.diagnose();
    if (this.#stopped) return;
    this.#set({ paymentTerminal: state });
    const askAgainAt = performance.now() + this.#deps.diagnoseEveryMs;
    this.#later(() => void this.#lookAtTerminal(terminal, askAgainAt), this.#deps.lookEveryMs);
  }

  /** Pulled out is told at once; plugged in again, or after a while, it is asked how it is. */
  async #lookAtTerminal(terminal: PaymentTerminal, askAgainAt: number): Promise<void> {
    const { lookEveryMs } = this.#deps;
    const isThere = await terminal.look(lookEveryMs);
    if (this.#stopped) return;
    const isBack = isThere === true && this.#states.paymentTerminal === 'absent';
    if (isThere === false) this.#set({ paymentTerminal: 'absent' });
    if (isBack || performance.now() >= askAgainAt) return this.#watchTerminal(terminal);
    this.#later(() => void this.#lookAtTerminal(terminal, askAgainAt), lookEveryMs);
  }

  async #watchLabels(printer: LabelPrinter): Promise<void> {
    const state = await printer.status();
    if (this.#stopped) return;
    this.#set({ labelPrinter: ofLabelPrinter[state] });
    this.#later(() => void this.#watchLabels(printer), this.#deps.labelsEveryMs);
  }

  /** These say nothing by themselves. */
  #later(ask: () => void, afterMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      ask();
    }, afterMs);
    this.#timers.add(timer);
  }

  #set(changed: Partial<DeviceStates>): void {
    const next = { ...this.#states, ...changed };
    const isNew = (Object.keys(next) as (keyof DeviceStates)[]).some(
      (device) => next[device] !== this.#states[device],
    );
    this.#states = next;
    if (isNew && !this.#stopped) this.#deps.onChange();
  }
}
