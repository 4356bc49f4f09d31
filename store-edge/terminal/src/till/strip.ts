/**
 * Which states the strip must tell, gravest first. Words are in `i18n/strip-words.ts`. Pure.
 * Source: docs, screens, "States and their words".
 */
import { isWaiting, type KeptSale } from '../sale/kept-sale.ts';
import { isAway } from '../sale/provisional.ts';
import type { TillState } from './state.ts';

export type StripState =
  | Readonly<{ kind: 'training' }>
  | Readonly<{ kind: 'payment-to-check'; amountMinor: number }>
  | Readonly<{ kind: 'sale-refused'; count: number }>
  | Readonly<{ kind: 'journal-altered'; entry: number }>
  | Readonly<{ kind: 'payment-terminal-silent' | 'scanner-absent' | 'drawer-left-open' | 'online' }>
  /** Left open overnight: sales go on, but its drawer was not counted. */
  | Readonly<{ kind: 'shift-left-open'; since: string }>
  | Readonly<{ kind: 'storage-full' }>
  | Readonly<{ kind: 'edge-unreachable'; salesKept: number }>
  /** Made while the edge was away, and on their way to it. */
  | Readonly<{ kind: 'handing-over'; sales: number; wantsShift: boolean }>
  | Readonly<{ kind: 'till-clock-off'; minutes: number }>
  | Readonly<{ kind: 'printer'; state: 'out-of-paper' | 'cover-open' | 'silent' }>
  /** Of the store's server: minutes that it is ahead, negative when behind. */
  | Readonly<{ kind: 'clock-off'; minutes: number }>
  | Readonly<{ kind: 'clock-suspect'; direction: 'ahead' | 'back' }>
  | Readonly<{ kind: 'offline'; since: string; sales: number }>
  | Readonly<{ kind: 'catching-up'; sent: number; of: number }>
  | Readonly<{ kind: 'edge-refused'; because: string }>
  | Readonly<{ kind: 'preparing'; percent: number | null }>;

const clockSkewMaxMs = 120_000;

type Seen = Pick<
  TillState,
  | 'link'
  | 'edge'
  | 'catalogue'
  | 'draft'
  | 'sales'
  | 'catchUpFrom'
  | 'storageFull'
  | 'clockAheadMs'
  | 'training'
  | 'shift'
> &
  Readonly<{ register: Readonly<{ register: Readonly<{ number: string }> }> | null }>;

export function stripStates(seen: Seen): StripState[] {
  const { link, edge, catalogue, draft, sales } = seen;
  const states: StripState[] = seen.training === null ? [] : [{ kind: 'training' }];
  const refused = sales.filter((sale) => sale.state === 'refused').length;
  if (draft.attempt?.state === 'unknown') {
    states.push({ kind: 'payment-to-check', amountMinor: draft.attempt.amountMinor });
  }
  if (refused > 0) states.push({ kind: 'sale-refused', count: refused });
  const entry = edge?.journalAlteredAt ?? null;
  if (entry !== null) states.push({ kind: 'journal-altered', entry });
  if (seen.storageFull) states.push({ kind: 'storage-full' });
  const waiting = sales.filter(isWaiting);
  if (isAway(link)) states.push({ kind: 'edge-unreachable', salesKept: waiting.length });
  if (link.reachable) states.push(...handingOver(waiting));
  states.push(...shiftLeftOpen(seen));
  if (Math.abs(seen.clockAheadMs) > clockSkewMaxMs) {
    states.push({ kind: 'till-clock-off', minutes: Math.round(seen.clockAheadMs / 60_000) });
  }
  // What the edge said last is no longer known to be true once it is out of reach.
  if (edge && link.reachable) states.push(...deviceStates(edge, seen), ...edgeStates(edge, seen.catchUpFrom));
  if (!catalogue.ready) states.push({ kind: 'preparing', percent: percentOf(catalogue.productCount, edge) });
  return states.length > 0 ? states : [{ kind: 'online' }];
}

function shiftLeftOpen({ shift, edge }: Seen): StripState[] {
  if (shift === null || shift === 'unknown' || edge === null) return [];
  return shift.businessDate < edge.businessDate
    ? [{ kind: 'shift-left-open', since: shift.businessDate }]
    : [];
}

function handingOver(waiting: readonly KeptSale[]): StripState[] {
  const sales = waiting.filter((sale) => sale.provisionalNumber !== null);
  const wantsShift = sales.some((sale) => sale.refusedBecause === 'no-shift');
  return sales.length === 0 ? [] : [{ kind: 'handing-over', sales: sales.length, wantsShift }];
}

type Edge = NonNullable<Seen['edge']>;
const isGone = (device: Edge['devices']['printer']): boolean =>
  device === 'absent' || device === 'silent' || device === 'fault';

/** What this register works with: the store's printer, and the other devices if they are its own. */
function deviceStates(edge: Edge, { register }: Seen): StripState[] {
  const { printer, paymentTerminal, scanner } = edge.devices;
  const isServed = register?.register.number === edge.devicesRegister;
  const states: StripState[] = [];
  if (isServed && isGone(paymentTerminal)) states.push({ kind: 'payment-terminal-silent' });
  if (printer === 'out-of-paper' || printer === 'cover-open')
    states.push({ kind: 'printer', state: printer });
  if (isGone(printer)) states.push({ kind: 'printer', state: 'silent' });
  if (isServed && isGone(scanner)) states.push({ kind: 'scanner-absent' });
  if (isServed && edge.devices.drawer === 'left-open') states.push({ kind: 'drawer-left-open' });
  return states;
}

function edgeStates(edge: Edge, catchUpFrom: number): StripState[] {
  const states: StripState[] = [];
  const { clockSuspect, clockSkewMs } = edge;
  if (clockSuspect) {
    const direction = clockSuspect.foundAt > clockSuspect.expectedAt ? 'ahead' : 'back';
    states.push({ kind: 'clock-suspect', direction });
  } else if (Math.abs(clockSkewMs) > clockSkewMaxMs) {
    states.push({ kind: 'clock-off', minutes: Math.round(-clockSkewMs / 60_000) });
  }
  if (edge.refusedBecause !== null) states.push({ kind: 'edge-refused', because: edge.refusedBecause });
  if (edge.link === 'offline')
    states.push({ kind: 'offline', since: edge.linkSince, sales: edge.unsentSales });
  if (edge.link === 'catching-up' && edge.unsentSales > 0) {
    const of = Math.max(catchUpFrom, edge.unsentSales);
    states.push({ kind: 'catching-up', sent: of - edge.unsentSales, of });
  }
  return states;
}

function percentOf(held: number, edge: Seen['edge']): number | null {
  const total = edge?.catalogue.productCount ?? 0;
  return total === 0 ? null : Math.min(99, Math.floor((held * 100) / total));
}

export function toneOfState(state: StripState): 'calm' | 'info' | 'warn' | 'danger' | 'check' {
  switch (state.kind) {
    case 'training':
    case 'payment-to-check':
      return 'check';
    case 'sale-refused':
    case 'journal-altered':
    case 'storage-full':
      return 'danger';
    case 'shift-left-open':
    case 'edge-unreachable':
    case 'printer':
    case 'payment-terminal-silent':
    case 'scanner-absent':
    case 'drawer-left-open':
    case 'clock-off':
    case 'clock-suspect':
    case 'till-clock-off':
    case 'edge-refused':
      return 'warn';
    case 'offline':
    case 'catching-up':
    case 'handing-over':
    case 'preparing':
      return 'info';
    case 'online':
      return 'calm';
  }
}
