/**
 * Bugs that somebody could well have made, each a text of a source put in another's place: in the machines, or in the shells that
 * stand for the adapters. The product knows nothing of them. A simulator that does not find them proves nothing.
 */
export type Bug = Readonly<{
  name: string;
  /** Below the package. */
  file: string;
  from: string;
  to: string;
  /** A seed that finds it, and one that is soon run. */
  seed: number;
}>;

export const bugs: readonly Bug[] = [
  {
    name: 'the cloud acks before it has committed',
    file: 'simulator/cloud.ts',
    from: "if (dies('before-commit')) return null;",
    to: "if (dies('before-commit')) return { type: 'ack', ...this.#cosigned(verdict.head) };",
    seed: 35,
  },
  {
    name: 'the cloud stores again what it has',
    file: 'src/ingest.ts',
    from: 'records.filter(({ seq }) => seq > stored.seq)',
    to: 'records',
    seed: 35,
  },
  {
    name: 'a sale that comes in two journals counts twice',
    file: 'simulator/cloud.ts',
    from: "if (this.#sales.get(saleId) === 'projected') return;",
    to: '',
    seed: 100,
  },
  {
    name: 'the cloud keeps the first half of a batch that it dies in',
    file: 'simulator/cloud.ts',
    from: "if (dies('before-commit')) return null;",
    to: "if (dies('before-commit')) { this.#commit(ask, verdict.append.slice(1)); return null; }",
    seed: 35,
  },
  {
    name: 'an answer to an earlier request is believed',
    file: 'src/uploader/uploader.ts',
    from: "if ('request' in event && event.request !== state.request) return stay(state);",
    to: '',
    seed: 84,
  },
  {
    name: 'a store that went back writes on in its journal',
    file: 'src/uploader/cloud-head.ts',
    from: "if (cloud.seq > tailSeq || ownHash === null) return openJournal(state, 'rolled-back', cloud);",
    to: 'if (cloud.seq > tailSeq || ownHash === null) return sendAfter(state, session, Math.min(cloud.seq, tailSeq), moment);',
    seed: 45,
  },
  {
    name: 'the new journal carries nothing over',
    file: 'simulator/disk.ts',
    from: 'this.#carry(old, carryAfterSeq, old.records.length);',
    to: 'this.#carry(old, old.records.length, old.records.length);',
    seed: 12,
  },
  {
    name: 'what a restored cloud lost of a journal that was left stays lost',
    file: 'src/uploader/left-journals.ts',
    from: 'if (seq >= carriedAfterSeq) return [];',
    to: 'if (seq >= carriedAfterSeq || id) return [];',
    seed: 70,
  },
  {
    name: 'a malformed batch is checked above the cosignature alone',
    file: 'src/uploader/rows.ts',
    from: 'Math.min(state.mode.afterSeq, state.journal.cosignedSeq)',
    to: 'state.journal.cosignedSeq',
    seed: 70,
  },
  {
    name: 'what was cosigned is not sent again to a cloud that lost it',
    file: 'src/uploader/cloud-head.ts',
    from: 'const next = sendAfter(state, session, cloud.seq, moment);',
    to: 'const next = sendAfter(state, session, Math.max(cloud.seq, cosignedSeq), moment);',
    seed: 83,
  },
  {
    name: 'a refused device never asks again',
    file: 'src/uploader/moves.ts',
    from: 'export const refusedRetryMs = 3_600_000;',
    to: 'export const refusedRetryMs = 3_600_000_000;',
    seed: 81,
  },
  {
    name: 'waiting is not ended by its timer',
    file: 'src/uploader/rows.ts',
    from: '  appended: grown,\n  timer: connect,\n  // `Retry',
    to: '  appended: grown,\n  timer: ignore,\n  // `Retry',
    seed: 34,
  },
  {
    name: 'a sale while resting is not sent',
    file: 'src/uploader/rows.ts',
    from: '  if (cosignedSeq < tailSeq) return sendAfter(state, mode.session, cosignedSeq, moment);\n',
    to: '',
    seed: 48,
  },
  {
    name: 'a sale that is sent again is written again',
    file: 'simulator/store.ts',
    from: "if (disk.knows(sold.saleId)) return 'committed';",
    to: "if (disk.knows(sold.saleId)) sold = { ...sold, saleId: sold.saleId.replace('0193', '0194') };",
    seed: 34,
  },
  {
    name: 'registers share one count of receipt numbers',
    file: 'simulator/disk.ts',
    from: 'const count = (counts.get(register) ?? 0) + 1;\n    counts.set(register, count);',
    to: "const count = (counts.get('') ?? 0) + 1;\n    counts.set('', count);",
    seed: 34,
  },
  {
    name: 'a head is signed for more than the batch holds',
    file: 'simulator/disk.ts',
    from: 'const last = some.at(-1);',
    to: 'const last = records.at(-1);',
    seed: 34,
  },
  {
    name: 'the cursor is stored before its rows',
    file: 'simulator/replica.ts',
    from: 'if (!survives()) return;\n    mark(',
    to: "if (how === 'apply') store.mended(page.end.cursor);\n    if (!survives()) return;\n    mark(",
    seed: 56,
  },
  {
    name: 'rows are shown as pages come',
    file: 'src/consumer/consumer.ts',
    from: "if (!caughtUp) return 'stage';",
    to: '',
    seed: 34,
  },
  {
    name: 'a new epoch is merged instead of swapped in',
    file: 'src/consumer/consumer.ts',
    from: "phase === 'repairing' ? 'swap' : 'apply'",
    to: "phase === 'repairing' ? 'apply' : 'apply'",
    seed: 100,
  },
  {
    name: 'a cursor of another epoch is read on from',
    file: 'src/feeds/cursor.ts',
    from: 'parsed?.epoch === feed.epoch && parsed.scopeHash',
    to: 'parsed?.scopeHash',
    seed: 37,
  },
  {
    name: 'a first load is taken for a reader that has missed deletions',
    file: 'src/feeds/cursor.ts',
    from: 'const { pos, begunAtPos = 0 } = parsed;',
    to: 'const { pos } = parsed; const begunAtPos = 0;',
    seed: 100,
  },
  {
    name: 'a cursor behind the tombstones is read on from',
    file: 'src/feeds/cursor.ts',
    from: 'knownTo < feed.purgedPos || ',
    to: '',
    seed: 100,
  },
  {
    name: 'positions are given as rows are written, not after the commit',
    file: 'simulator/feed-owner.ts',
    from: '    const epoch = this.#epoch;\n',
    to: '    const epoch = this.#epoch;\n    for (const [key, value] of Object.entries(values)) { this.#lastPos += 1; this.#rows.set(key, { key, value, pos: this.#lastPos, unit: this.#lastPos }); }\n',
    seed: 48,
  },
  {
    name: 'the end of a feed is told while rows wait for their position',
    file: 'simulator/feed-owner.ts',
    from: 'const caughtUp = isLast && !this.#isWaiting();',
    to: 'const caughtUp = isLast;',
    seed: 152,
  },
  {
    name: 'a lost pull is never asked again',
    file: 'src/consumer/consumer.ts',
    from: "'no-answer': (state, { retryAfterMs }, moment) => backOff(state, moment, 'pull', retryAfterMs),\n    check:",
    to: "'no-answer': stay,\n    check:",
    seed: 34,
  },
  {
    name: 'deleted rows stay in the replica',
    file: 'simulator/content.ts',
    from: 'if (value === null) values.delete(key);',
    to: 'if (value === null) continue;',
    seed: 34,
  },
  {
    name: 'rows that the owner lacks stay where others are mended',
    file: 'simulator/replica-store.ts',
    from: 'const tombstones = gone.map(',
    to: 'const tombstones = gone.slice(gone.length).map(',
    seed: 33,
  },
  {
    name: 'a snapshot is shown as it was made',
    file: 'src/consumer/consumer.ts',
    from: "if (!caughtUp) return 'stage';",
    to: "if (!caughtUp && phase !== 'repairing') return 'stage';",
    seed: 100,
  },
  {
    name: 'a session that was stolen is not opened anew',
    file: 'src/uploader/rows.ts',
    from: 'state.attempt === 0 ? connect({ ...state, attempt: 1 }) : backOff(state, moment)',
    to: 'moment.nowMs < 0 ? backOff(state, moment) : stay(state)',
    seed: 66,
  },
  {
    name: 'a batch begins a record too late',
    file: 'simulator/disk.ts',
    from: 'records.slice(afterSeq, afterSeq + recordsMax)',
    to: 'records.slice(afterSeq + (afterSeq === 7 ? 1 : 0), afterSeq + recordsMax)',
    seed: 59,
  },
  {
    name: 'only the first bucket that differs is mended',
    file: 'src/feeds/digest.ts',
    from: 'return own.flatMap((sum, bucket) => (sum === others[bucket] ? [] : [bucket]));',
    to: 'return own.flatMap((sum, bucket) => (sum === others[bucket] ? [] : [bucket])).slice(0, 1);',
    seed: 15,
  },
];
