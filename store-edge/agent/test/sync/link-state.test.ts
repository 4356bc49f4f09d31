import { startUploader, type UploaderState } from '@comptoir/sync-protocol';
import { expect, test } from 'vitest';
import { type LinkFacts, linkOf, refusalOf } from '../../src/sync/link-state.ts';

const session = { number: 1, endsAtMs: 900_000, limits: { batchRecordsMax: 500, batchBytesMax: 1 << 20 } };
const idle: UploaderState = {
  ...startUploader({ tailSeq: 9, cosignedSeq: 9 }).state,
  mode: { at: 'idle', session },
};
const sending = (cosignedSeq: number): UploaderState => ({
  ...idle,
  mode: { at: 'sending', session, afterSeq: cosignedSeq },
  journal: { tailSeq: 100, cosignedSeq },
});
const facts = (uploader: UploaderState, more: Partial<LinkFacts> = {}): LinkFacts => ({
  uploader,
  askedAtMs: null,
  nowMs: 100_000,
  feeds: ['live', 'live'],
  ...more,
});

test.each<[string, LinkFacts, string]>([
  ['at rest with live feeds it is online', facts(idle), 'online'],
  ['the sale just made does not make it catch up', facts(sending(99)), 'online'],
  ['a backlog does', facts(sending(10)), 'catching-up'],
  ['so does a feed that is behind', facts(idle, { feeds: ['live', 'repairing'] }), 'catching-up'],
  [
    'E7: an answer that takes too long counts as offline',
    facts(sending(99), { askedAtMs: 94_000 }),
    'offline',
  ],
  ['waiting to ask again is offline', facts({ ...idle, mode: { at: 'backoff', mayHurry: true } }), 'offline'],
  ['renewing a token is not', facts({ ...idle, mode: { at: 'connecting' } }), 'online'],
  ['asking again after a failure is', facts({ ...idle, attempt: 1, mode: { at: 'connecting' } }), 'offline'],
])('%s', (_title, told, link) => expect(linkOf(told)).toBe(link));

test('a refusal is named', () => {
  expect(refusalOf({ ...idle, mode: { at: 'refused', because: 'revoked' } })).toBe('revoked');
  expect(refusalOf(idle)).toBeNull();
});
