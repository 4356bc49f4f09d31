import type { EdgeState } from '@comptoir/edge-agent/api';
import { expect, test } from 'vitest';
import {
  type Action,
  actions,
  type Condition,
  conditions,
  conditionsOf,
  partlyCells,
  standingOf,
} from './what-works.ts';

const online = { reachable: true, since: null };
const edge = {
  link: 'online',
  devices: { printer: 'ready', scanner: 'ready', paymentTerminal: 'ready', drawer: 'ready' },
} as EdgeState;

/** By hand, from the requirements: head office away, edge away, payment terminal away, printer away. `+` works, `~` partly, `-` not now. */
const told: Readonly<Record<Action, string>> = {
  scan: '++++',
  search: '++++',
  cash: '+~+~',
  card: '+--+',
  cheque: '+-++',
  value: '~-++',
  points: '~-++',
  coupon: '~~++',
  customer: '+-++',
  return: '~-~+',
  exchange: '~-~+',
  suspend: '+-++',
  approve: '+-++',
  stock: '~-++',
  receipt: '+~+~',
  'cash-move': '+-++',
  'open-shift': '+~++',
  'close-shift': '+-++',
  'hand-over': '+-++',
  training: '+-++',
};
const marks = { works: '+', partly: '~', 'not-now': '-' } as const;
const states: readonly (readonly Condition[])[] = [
  conditionsOf({ link: online, edge: { ...edge, link: 'offline' } }),
  conditionsOf({ link: { reachable: false, since: '2026-11-24T15:00:00.000Z' }, edge }),
  conditionsOf({ link: online, edge: { ...edge, devices: { ...edge.devices, paymentTerminal: 'silent' } } }),
  conditionsOf({ link: online, edge: { ...edge, devices: { ...edge.devices, printer: 'cover-open' } } }),
];

test.each(actions)('E17: %s works where it is said to, and on line always', (action) => {
  expect(standingOf(action, conditionsOf({ link: online, edge }))).toBe('works');
  expect(states.map((now) => marks[standingOf(action, now)]).join('')).toBe(told[action]);
});

test('E17: these are all the states, and what the edge says of others is not quoted once it is away itself', () => {
  expect(states.flat()).toEqual(conditions);
  expect(
    conditionsOf({
      link: { reachable: false, since: '2026-11-24T15:00:00.000Z' },
      edge: { ...edge, link: 'offline' },
    }),
  ).toEqual(['edge-away']);
});

test('E17: what works in part is told by its part, of each state that holds', () => {
  expect(partlyCells('return', ['head-office-away', 'payment-terminal-away'])).toEqual([
    'return/head-office-away',
    'return/payment-terminal-away',
  ]);
  expect(partlyCells('scan', conditions)).toEqual([]);
});

test('E17: of several states that hold at once the gravest counts', () => {
  expect(standingOf('value', ['head-office-away', 'edge-away'])).toBe('not-now');
  expect(
    conditionsOf({ link: online, edge: { ...edge, devices: { ...edge.devices, printer: 'out-of-paper' } } }),
  ).toEqual(['printer-away']);
});
