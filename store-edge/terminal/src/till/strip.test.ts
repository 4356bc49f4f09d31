import type { EdgeState } from '@comptoir/edge-agent/api';
import { expect, test } from 'vitest';
import { newDraft } from '../sale/draft.ts';
import type { KeptSale } from '../sale/kept-sale.ts';
import { stripStates, toneOfState } from './strip.ts';

const edge: EdgeState = {
  link: 'online',
  linkSince: '2026-11-24T19:05:00.000Z',
  refusedBecause: null,
  unsentRecords: 0,
  unsentSales: 0,
  catalogue: { position: '1', asOf: null, productCount: 30_000, caughtUp: true },
  devices: { printer: 'ready', scanner: 'ready', paymentTerminal: 'ready', drawer: 'ready' },
  businessDate: '2026-11-24',
  devicesRegister: '1',
  clockSkewMs: 0,
  journal: 'sound',
  journalAlteredAt: null,
  clockSuspect: null,
  head: { journal: 'j', seq: 0, cosignedSeq: 0 },
};
const calm = {
  link: { reachable: true, since: null },
  edge,
  catalogue: { productCount: 30_000, ready: true, version: 1 },
  draft: newDraft('sale', '2026-11-24T19:05:00.000Z'),
  sales: [],
  catchUpFrom: 0,
  storageFull: false,
  clockAheadMs: 0,
  training: null,
  shift: null,
  register: { register: { number: '1' } },
};
const kinds = (seen: Parameters<typeof stripStates>[0]) => stripStates(seen).map((state) => state.kind);

test('E17: all is well is said too', () => {
  expect(kinds(calm)).toEqual(['online']);
});

test('E7: a cut link shows since when and how many sales wait', () => {
  expect(stripStates({ ...calm, edge: { ...edge, link: 'offline', unsentSales: 37 } })).toEqual([
    { kind: 'offline', since: edge.linkSince, sales: 37 },
  ]);
});

test('E7: catching up counts what is sent against what waited', () => {
  const seen = { ...calm, catchUpFrom: 37, edge: { ...edge, link: 'catching-up', unsentSales: 25 } as const };
  expect(stripStates(seen)).toEqual([{ kind: 'catching-up', sent: 12, of: 37 }]);
});

test('E17: the gravest state comes first, and the edge is not quoted once it is out of reach', () => {
  const draft = {
    ...calm.draft,
    attempt: { attemptId: 'a', amountMinor: 4827, state: 'unknown', detail: '' } as const,
  };
  const devices = { ...edge.devices, printer: 'out-of-paper' } as const;
  const trouble = { ...calm, draft, edge: { ...edge, devices, link: 'offline' as const } };
  expect(kinds(trouble)).toEqual(['payment-to-check', 'printer', 'offline']);
  const cut = { ...trouble, link: { reachable: false, since: '2026-11-24T19:06:00.000Z' } };
  expect(kinds(cut)).toEqual(['payment-to-check', 'edge-unreachable']);
  expect(stripStates(cut).map(toneOfState)).toEqual(['check', 'warn']);
});

const kept: KeptSale = {
  saleId: 'sale',
  bytes: '{}',
  state: 'submitted',
  place: 1,
  provisionalNumber: 'P-012-1-X4AB-000001',
  frozenAt: '2026-11-24T19:06:30.000Z',
  printId: 'print',
  printOrdered: false,
  language: 'fr',
  answer: null,
  refusedBecause: null,
};

test('E8: while the edge is away the strip says so and counts what waits; once it is back, what is on its way', () => {
  const away = { reachable: false, since: '2026-11-24T19:06:00.000Z' };
  expect(stripStates({ ...calm, link: away, sales: [kept] })).toEqual([
    { kind: 'edge-unreachable', salesKept: 1 },
  ]);
  expect(stripStates({ ...calm, sales: [kept] })).toEqual([
    { kind: 'handing-over', sales: 1, wantsShift: false },
  ]);
  expect(stripStates({ ...calm, sales: [{ ...kept, refusedBecause: 'no-shift' }] })).toEqual([
    { kind: 'handing-over', sales: 1, wantsShift: true },
  ]);
  expect(kinds({ ...calm, sales: [{ ...kept, provisionalNumber: null }] })).toEqual(['online']);
});

test('E8: a disk of the till that takes no more comes before the edge that is away, and a clock set wrong after it', () => {
  const trouble = { ...calm, storageFull: true, clockAheadMs: -2 * 86_400_000 };
  const link = { reachable: false, since: '2026-11-24T19:06:00.000Z' };
  expect(stripStates({ ...trouble, link })).toEqual([
    { kind: 'storage-full' },
    { kind: 'edge-unreachable', salesKept: 0 },
    { kind: 'till-clock-off', minutes: -2_880 },
  ]);
});

test('E17: a server whose clock is behind head office’s is told as behind, and one that jumped before that', () => {
  const behind = { ...edge, clockSkewMs: 600_000 };
  expect(stripStates({ ...calm, edge: behind })).toEqual([{ kind: 'clock-off', minutes: -10 }]);
  const clockSuspect = { expectedAt: '2026-11-24T19:06:00.000Z', foundAt: '2026-11-26T19:06:00.000Z' };
  expect(stripStates({ ...calm, edge: { ...behind, clockSuspect } })).toEqual([
    { kind: 'clock-suspect', direction: 'ahead' },
  ]);
});

test('E12: an altered journal is told with its entry, before what has no link to money', () => {
  const altered = { ...edge, journal: 'altered', journalAlteredAt: 10_482, link: 'offline' } as const;
  expect(stripStates({ ...calm, edge: altered })).toEqual([
    { kind: 'journal-altered', entry: 10_482 },
    { kind: 'offline', since: edge.linkSince, sales: 0 },
  ]);
});

test('E15 E17: what is unplugged or switched off is told where it serves, and the printer everywhere', () => {
  const devices = {
    printer: 'absent',
    scanner: 'absent',
    paymentTerminal: 'absent',
    drawer: 'absent',
  } as const;
  const unplugged = { ...calm, edge: { ...edge, devices } };
  expect(kinds(unplugged)).toEqual(['payment-terminal-silent', 'printer', 'scanner-absent']);
  expect(kinds({ ...unplugged, register: { register: { number: '2' } } })).toEqual(['printer']);
});

test('E16: a drawer that nobody closes is told at its register', () => {
  const devices = { ...edge.devices, drawer: 'left-open' } as const;
  const open = { ...calm, edge: { ...edge, devices } };
  expect(kinds(open)).toEqual(['drawer-left-open']);
  expect(kinds({ ...open, register: { register: { number: '2' } } })).toEqual(['online']);
});

test('E17: the first load says how far it is, and never that it is done before it is', () => {
  const loading = { ...calm, catalogue: { productCount: 18_500, ready: false, version: 1 } };
  expect(stripStates(loading)).toEqual([{ kind: 'preparing', percent: 61 }]);
  const all = { ...calm, catalogue: { productCount: 30_000, ready: false, version: 1 } };
  expect(stripStates(all)).toEqual([{ kind: 'preparing', percent: 99 }]);
});

test('E18: training is told before all else', () => {
  const states = stripStates({ ...calm, training: 't', storageFull: true });
  expect(states.map(({ kind }) => kind)).toEqual(['training', 'storage-full']);
});

test('E5: a shift that was left open overnight is told until it is closed; one of today is not', () => {
  const shift = (businessDate: string) => ({
    ...{ shiftId: 's', registerId: 'r', openedAt: '2026-11-23T14:00:00.000Z', openedBy: 'u' },
    ...{ businessDate, floatMinor: 0, saleCount: 3 },
  });
  expect(stripStates({ ...calm, shift: shift('2026-11-23') })).toEqual([
    { kind: 'shift-left-open', since: '2026-11-23' },
  ]);
  expect(kinds({ ...calm, shift: shift('2026-11-24') })).toEqual(['online']);
});
