/** What a cashier can do in which state, as a table (E17): the paying keys go by it, and the cashier reads it. Pure. */
import { isAway } from '../sale/provisional.ts';
import type { TillState } from './state.ts';

export type Standing = 'works' | 'partly' | 'not-now';
/** Several may hold at once. */
export type Condition = 'head-office-away' | 'edge-away' | 'payment-terminal-away' | 'printer-away';

/** What is not named works. */
export const whatWorks = {
  scan: {},
  search: {},
  cash: { 'edge-away': 'partly' },
  card: { 'edge-away': 'not-now', 'payment-terminal-away': 'not-now' },
  cheque: { 'edge-away': 'not-now' },
  /** Cut off, a store spends what it was allowed to. */
  value: { 'head-office-away': 'partly', 'edge-away': 'not-now' },
  points: { 'head-office-away': 'partly', 'edge-away': 'not-now' },
  coupon: { 'head-office-away': 'partly', 'edge-away': 'partly' },
  customer: { 'edge-away': 'not-now' },
  /** Cut off, another store's receipt is believed by its code alone. */
  return: { 'head-office-away': 'partly', 'edge-away': 'not-now' },
  exchange: { 'head-office-away': 'partly', 'edge-away': 'not-now' },
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

export type Action = keyof typeof whatWorks;
export const actions = Object.keys(whatWorks) as readonly Action[];

export function standingOf(action: Action, now: readonly Condition[]): Standing {
  const row: Partial<Record<Condition, Standing>> = whatWorks[action];
  const standings = now.map((condition) => row[condition] ?? 'works');
  if (standings.includes('not-now')) return 'not-now';
  return standings.includes('partly') ? 'partly' : 'works';
}

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
