/** What a cashier can do in which state, as a table (E17): the paying keys go by it, and the cashier reads it. Pure. */
import { isAway } from '../sale/provisional.ts';
import type { TillState } from './state.ts';

export type Standing = 'works' | 'partly' | 'not-now';
/** Several may hold at once. */
export const conditions = ['head-office-away', 'edge-away', 'payment-terminal-away', 'printer-away'] as const;
export type Condition = (typeof conditions)[number];

/** What is not named works. */
export const whatWorks = {
  scan: {},
  search: {},
  /** The drawer hangs on the printer, and that on the server: without them it is opened by its key. */
  cash: { 'edge-away': 'partly', 'printer-away': 'partly' },
  card: { 'edge-away': 'not-now', 'payment-terminal-away': 'not-now' },
  cheque: { 'edge-away': 'not-now' },
  /** Cut off, a store spends what it was allowed to. */
  value: { 'head-office-away': 'partly', 'edge-away': 'not-now' },
  points: { 'head-office-away': 'partly', 'edge-away': 'not-now' },
  coupon: { 'head-office-away': 'partly', 'edge-away': 'partly' },
  customer: { 'edge-away': 'not-now' },
  /** Cut off, another store's receipt is believed by its code alone. */
  return: { 'head-office-away': 'partly', 'edge-away': 'not-now', 'payment-terminal-away': 'partly' },
  exchange: { 'head-office-away': 'partly', 'edge-away': 'not-now', 'payment-terminal-away': 'partly' },
  suspend: { 'edge-away': 'not-now' },
  approve: { 'edge-away': 'not-now' },
  stock: { 'head-office-away': 'partly', 'edge-away': 'not-now' },
  receipt: { 'edge-away': 'partly', 'printer-away': 'partly' },
  'cash-move': { 'edge-away': 'not-now' },
  'open-shift': { 'edge-away': 'partly' },
  'close-shift': { 'edge-away': 'not-now' },
  'hand-over': { 'edge-away': 'not-now' },
  training: { 'edge-away': 'not-now' },
} as const satisfies Readonly<Record<string, Partial<Record<Condition, Standing>>>>;

type Table = typeof whatWorks;
export type Action = keyof Table;
export const actions = Object.keys(whatWorks) as readonly Action[];

type PartlyIn<A extends Action> = {
  [C in keyof Table[A]]: Table[A][C] extends 'partly' ? `${A}/${C & Condition}` : never;
}[keyof Table[A]];
/** Each cell that works in part: the cashier is told which part. */
export type PartlyCell = { [A in Action]: PartlyIn<A> }[Action];

export const cellOf = (action: Action, condition: Condition): Standing => {
  const row: Partial<Record<Condition, Standing>> = whatWorks[action];
  return row[condition] ?? 'works';
};

export function standingOf(action: Action, now: readonly Condition[]): Standing {
  const standings = now.map((condition) => cellOf(action, condition));
  if (standings.includes('not-now')) return 'not-now';
  return standings.includes('partly') ? 'partly' : 'works';
}

/** Which part works, of what works in part. */
export const partlyCells = (action: Action, now: readonly Condition[]): PartlyCell[] =>
  now
    .filter((condition) => cellOf(action, condition) === 'partly')
    .map((condition) => `${action}/${condition}` as PartlyCell);

/** What the edge said of others is not known any more once it is away itself. */
export function conditionsOf({ link, edge }: Pick<TillState, 'link' | 'edge'>): Condition[] {
  if (isAway(link)) return ['edge-away'];
  if (edge === null) return [];
  const isGone = (state: string) => state === 'absent' || state === 'silent' || state === 'fault';
  const { printer, paymentTerminal } = edge.devices;
  return [
    ...(edge.link === 'offline' ? (['head-office-away'] as const) : []),
    ...(isGone(paymentTerminal) ? (['payment-terminal-away'] as const) : []),
    ...(printer !== 'ready' && printer !== 'busy' ? (['printer-away'] as const) : []),
  ];
}
