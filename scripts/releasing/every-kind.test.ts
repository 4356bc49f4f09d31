/** What the next release would record, held today against what later versions ask of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHeader } from '@comptoir/sync-protocol';
import type { RecordLines } from '@comptoir/sync-protocol/records/envelope';
import { bodyOf, type RecordKind } from '@comptoir/sync-protocol/records/kinds';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../../store-edge/agent/src/clock.ts';
import { journalMigrations } from '../../store-edge/agent/src/database/journal-schema.ts';
import { openForWriting } from '../../store-edge/agent/src/database/open.ts';
import { createIds } from '../../store-edge/agent/src/ids.ts';
import { Journal } from '../../store-edge/agent/src/journal/journal.ts';
import { storeRow } from '../../store-edge/agent/test/support/store.ts';
import { writeEveryKind } from './every-kind.ts';

const folder = mkdtempSync(join(tmpdir(), 'comptoir-kinds-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('E18: a release records every kind that it knows, some as recovered, each as its own schema reads it', () => {
  const db = openForWriting(join(folder, 'journal.db'), journalMigrations);
  const newId = createIds(systemClock);
  const { id, number, timeZone } = storeRow;
  const deps = { db, clock: systemClock, newId, store: { id, number }, timeZone: () => timeZone };
  const journal = new Journal(deps);
  writeEveryKind(journal, newId);
  const records = journal.recordsAfter(0, 1_000, 1e9).map(({ lines }) => lines);
  db.close();
  const read = ({ header, body }: RecordLines) => {
    const { kind, kindVersion } = parseHeader(header) ?? {};
    expect(kindVersion).toBe(1);
    return { kind: kind as RecordKind, body: JSON.parse(body) };
  };
  const own = records.map(read);
  const inside = own.filter(({ kind }) => kind === 'recovered').map(({ body }) => read(body));
  for (const { kind, body } of [...own, ...inside])
    expect({ kind, error: bodyOf[kind].safeParse(body).error }).toEqual({ kind, error: undefined });
  const kinds = new Set([...own, ...inside].map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(Object.keys(bodyOf).sort());
});
