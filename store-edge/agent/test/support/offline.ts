/** A store whose line is cut: the shape of sync with nothing behind it. */
import type { Enrolment, StartSync } from '../../src/sync-port.ts';
import { registers, STORE_ID } from './store.ts';

export const enrolment: Enrolment = {
  edgeId: '0193a000-0000-7000-8000-0000000000ed',
  storeId: STORE_ID,
  storeNumber: '012',
  registers,
};

export const cutOff: StartSync = () => ({
  state: () => ({
    link: 'offline',
    linkSince: '2026-11-24T13:00:00.000Z',
    refusedBecause: null,
    clockSkewMs: 0,
  }),
  feeds: () => [],
  compareFeeds: () => undefined,
  onChange: () => () => undefined,
  onFeed: () => () => undefined,
  stop: async () => undefined,
});
