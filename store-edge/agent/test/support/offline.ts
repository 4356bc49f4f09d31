/** A store whose line is cut: the shape of sync with nothing behind it. */
import {
  base64,
  ed25519PublicKey,
  ed25519Sign,
  ed25519Verify,
  fromBase64,
  utf8,
} from '@comptoir/sync-protocol';
import type { Enrolment, StartSync } from '../../src/sync-port.ts';
import { registers, STORE_ID } from './store.ts';

/** The device of a store that has none of its own files. */
const deviceSeed = new Uint8Array(32).fill(9);
/** Base64, as the configuration feed tells it. */
export const devicePublicKey = base64(ed25519PublicKey(deviceSeed));

/** Head office's, as this store was told when it was enrolled. */
export const cloudSecretKey = new Uint8Array(32).fill(7);
export const cloudPublicKey = ed25519PublicKey(cloudSecretKey);

export const sign = (text: string): string => base64(ed25519Sign(utf8(text), deviceSeed));

export const isOurs = (text: string, signature: string): boolean =>
  ed25519Verify(fromBase64(signature) ?? new Uint8Array(), utf8(text), ed25519PublicKey(deviceSeed));

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
  witnessed: () => undefined,
  findReceipt: async () => null,
  askHeadOffice: async () => ({ is: 'no-answer' }),
  onChange: () => () => undefined,
  onFeed: () => () => undefined,
  stop: async () => undefined,
});
