/** The uploader's table, row by row: what the specification says of each state, and that no event breaks any state. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Mode,
  startUploader,
  stepUploader,
  type UploaderEffect,
  type UploaderEvent,
  type UploaderState,
} from '../src/index.ts';

const limits = { batchRecordsMax: 500, batchBytesMax: 1 << 20 };
const session = { number: 1, endsAtMs: 900_000, limits };
const journal = { tailSeq: 9, cosignedSeq: 5 };
const at = (mode: Mode, more: Partial<UploaderState> = {}): UploaderState => ({
  ...startUploader(journal).state,
  mode,
  request: 7,
  timer: 3,
  ...more,
});
const sending = { at: 'sending', session, afterSeq: 5 } as const;
const moment = { nowMs: 1_000, random: 0.5 };
const hashAt = (seq: number) => (seq <= 9 ? `h${seq}` : null);
const opened = (seq: number, hash = `h${seq}`): UploaderEvent => ({
  type: 'session-opened',
  request: 7,
  session,
  head: { seq, hash },
  cosignature: 'c',
  cosigned: true,
  ownHash: hashAt(seq),
});
const acked = (seq: number, more: object = {}): UploaderEvent => ({
  type: 'acknowledged',
  request: 7,
  head: { seq, hash: `h${seq}` },
  cosignature: 'c',
  cosigned: true,
  ownHash: hashAt(seq),
  tookMs: 500,
  ...more,
});

type Case = [
  title: string,
  state: UploaderState,
  event: UploaderEvent,
  next: Mode['at'],
  effects: UploaderEffect['do'][],
];
const connecting = at({ at: 'connecting' });
const cases: Case[] = [
  [
    'a sound journal asks for a session',
    at({ at: 'checking', afterSeq: 5 }),
    { type: 'checked', verdict: 'sound' },
    'connecting',
    ['open-session'],
  ],
  [
    'a broken chain leaves the journal',
    at({ at: 'checking', afterSeq: 5 }),
    { type: 'checked', verdict: 'damaged', witness: { seq: 6, hash: 'h6' } },
    'opening',
    ['open-journal'],
  ],
  [
    'a cloud that is behind is sent the rest',
    connecting,
    opened(7),
    'sending',
    ['store-cosignature', 'send-batch'],
  ],
  ['a cloud that has it all lets us rest', connecting, opened(9), 'idle', ['store-cosignature', 'arm-timer']],
  ['a cloud ahead of us means that we were restored', connecting, opened(12), 'opening', ['open-journal']],
  ['a cloud that differs means a fork', connecting, opened(7, 'other'), 'opening', ['open-journal']],
  [
    'a cloud below its own cosignature is sent again, with an alert',
    connecting,
    opened(3),
    'sending',
    ['alert', 'send-batch'],
  ],
  [
    'a revoked device waits an hour',
    connecting,
    { type: 'refused', request: 7, because: 'revoked' },
    'refused',
    ['alert', 'arm-timer'],
  ],
  [
    'no answer backs off',
    connecting,
    { type: 'no-answer', request: 7, retryAfterMs: 0 },
    'backoff',
    ['arm-timer'],
  ],
  [
    'an ack is stored before the next batch',
    at(sending),
    acked(7),
    'sending',
    ['store-cosignature', 'send-batch'],
  ],
  ['the last ack lets us rest', at(sending), acked(9), 'idle', ['store-cosignature', 'arm-timer']],
  [
    'an ack without a good cosignature is none',
    at(sending),
    acked(9, { cosigned: false }),
    'backoff',
    ['alert', 'arm-timer'],
  ],
  [
    'a gap sends from there',
    at(sending),
    { type: 'gap', request: 7, head: { seq: 2, hash: 'h2' }, ownHash: 'h2' },
    'sending',
    ['alert', 'send-batch'],
  ],
  [
    'a fork leaves the journal',
    at(sending),
    { type: 'fork', request: 7, witness: { seq: 6, hash: 'h6' } },
    'opening',
    ['open-journal'],
  ],
  [
    'a stale session is opened anew',
    at(sending),
    { type: 'stale-session', request: 7 },
    'connecting',
    ['open-session'],
  ],
  [
    'stolen back at once, we wait',
    at(sending, { attempt: 1 }),
    { type: 'stale-session', request: 7 },
    'backoff',
    ['arm-timer'],
  ],
  [
    'a batch refused as malformed has our own journal checked',
    at(sending),
    { type: 'bad-batch', request: 7, because: 'bad-chain' },
    'checking',
    ['check-journal'],
  ],
  [
    'refused twice though sound, a person must look',
    at({ at: 'checking', afterSeq: 5 }, { badBatches: 2 }),
    { type: 'checked', verdict: 'sound' },
    'refused',
    ['alert', 'arm-timer'],
  ],
  [
    'a batch too big is halved',
    at(sending),
    { type: 'too-big', request: 7, records: 4 },
    'sending',
    ['send-batch'],
  ],
  [
    'one record too big is for a person',
    at(sending),
    { type: 'too-big', request: 7, records: 1 },
    'refused',
    ['alert', 'arm-timer'],
  ],
  [
    'a record at rest is sent at once',
    at({ at: 'idle', session }),
    { type: 'appended', tailSeq: 10 },
    'sending',
    ['send-batch'],
  ],
  [
    'a token near its end is renewed first',
    at({ at: 'idle', session: { ...session, endsAtMs: 30_000 } }),
    { type: 'appended', tailSeq: 10 },
    'connecting',
    ['open-session'],
  ],
  [
    'a way that is back ends a wait',
    at({ at: 'backoff', mayHurry: true }),
    { type: 'reachable' },
    'connecting',
    ['open-session'],
  ],
  [
    'but not one that the cloud asked for',
    at({ at: 'backoff', mayHurry: false }),
    { type: 'reachable' },
    'backoff',
    [],
  ],
  [
    'an answer to an earlier request has no effect',
    at(sending),
    { type: 'stale-session', request: 6 },
    'sending',
    [],
  ],
];

test.each(cases)('%s', (_title, state, event, next, effects) => {
  const step = stepUploader(state, event, moment);
  expect([step.state.mode.at, step.effects.map((effect) => effect.do)]).toEqual([next, effects]);
});

test('a fork below our own cosignature carries everything over; above it, what was not cosigned', () => {
  const carried = (seq: number) =>
    stepUploader(at(sending), { type: 'fork', request: 7, witness: { seq, hash: `h${seq}` } }, moment)
      .effects[0];
  expect(carried(3)).toMatchObject({ do: 'open-journal', carryAfterSeq: 0 });
  expect(carried(8)).toMatchObject({ do: 'open-journal', carryAfterSeq: 5 });
});

test('waits grow to a minute, with full jitter, and Retry-After is obeyed up to a quarter of an hour', () => {
  const waits = (attempt: number, random: number, retryAfterMs: number) => {
    const { effects } = stepUploader(
      at(sending, { attempt }),
      { type: 'no-answer', request: 7, retryAfterMs },
      { nowMs: 0, random },
    );
    const [effect] = effects;
    return effect?.do === 'arm-timer' ? effect.afterMs : Number.NaN;
  };
  expect([waits(0, 0, 0), waits(0, 0.5, 0), waits(3, 0.5, 0), waits(40, 0.5, 0)]).toEqual([
    0, 500, 4_000, 30_000,
  ]);
  expect([waits(0, 0, 20_000), waits(0, 0, 86_400_000)]).toEqual([20_000, 900_000]);
});

test('the batch follows the link: doubled while quick, cut down to a second when slow, halved when lost', () => {
  const after = (tookMs: number) =>
    stepUploader(at(sending, { batchRecords: 40 }), acked(7, { tookMs }), moment).state.batchRecords;
  expect([after(10), after(500), after(4_000), after(600_000)]).toEqual([80, 80, 10, 1]);
  const lost = stepUploader(
    at(sending, { batchRecords: 40 }),
    { type: 'no-answer', request: 7, retryAfterMs: 0 },
    moment,
  );
  expect(lost.state.batchRecords).toBe(20);
});

test('no order of answers throws, leaves two requests out, or acknowledges what was not', () => {
  const seq = fc.integer({ min: 0, max: 12 });
  const event = fc.oneof(
    seq.map((n) => acked(n)),
    seq.map((n) => opened(n)),
    seq.map((n) => opened(n, 'other')),
    seq.map(
      (n): UploaderEvent => ({
        type: 'gap',
        request: 7,
        head: { seq: n, hash: `h${n}` },
        ownHash: hashAt(n),
      }),
    ),
    fc.constantFrom<UploaderEvent>(
      { type: 'checked', verdict: 'sound' },
      { type: 'journal-opened', tailSeq: 3 },
      { type: 'appended', tailSeq: 9 },
      { type: 'stale-session', request: 7 },
      { type: 'no-answer', request: 7, retryAfterMs: 0 },
      { type: 'timer', timer: 3 },
      { type: 'reachable' },
    ),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      let { state } = startUploader(journal);
      for (const happened of events) {
        // As if each answer were to the request now out, each timer the one now armed.
        const timely: UploaderEvent = Object.assign(
          { ...happened },
          { request: state.request, timer: state.timer },
        );
        const before = state.journal;
        const step = stepUploader(state, timely, moment);
        const asks = step.effects.filter(({ do: what }) => what === 'open-session' || what === 'send-batch');
        expect(asks.length).toBeLessThanOrEqual(1);
        const { cosignedSeq, tailSeq } = step.state.journal;
        expect(
          cosignedSeq <= tailSeq && (cosignedSeq >= before.cosignedSeq || happened.type === 'journal-opened'),
        ).toBe(true);
        state = step.state;
      }
    }),
  );
});

test('E7: after any number of failed attempts a session that opens is used: what waits is sent', () => {
  fc.assert(
    fc.property(fc.nat(200), (failures) => {
      let { state } = stepUploader(
        startUploader(journal).state,
        { type: 'checked', verdict: 'sound' },
        moment,
      );
      for (let failed = 0; failed < failures; failed += 1) {
        state = stepUploader(
          state,
          { type: 'no-answer', request: state.request, retryAfterMs: 0 },
          moment,
        ).state;
        state = stepUploader(state, { type: 'timer', timer: state.timer }, moment).state;
      }
      const step = stepUploader(state, { ...opened(5), request: state.request } as UploaderEvent, moment);
      expect(step.state.mode.at).toBe('sending');
    }),
  );
});
