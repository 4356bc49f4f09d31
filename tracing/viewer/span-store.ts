/** Spans in a file of SQLite that may be lost: a day of them, and no more than fits. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { SpanRow } from './otlp.ts';

export type TraceRow = Readonly<{
  traceId: string;
  /** Of the first span that has no parent here: the name by which people know the whole. */
  name: string;
  service: string;
  startUs: number;
  durationUs: number;
  spans: number;
  services: number;
  isFailed: boolean;
}>;

export type Search = Readonly<{
  service?: string | undefined;
  minMs?: number | undefined;
  failed?: boolean | undefined;
  /** A receipt's or an order's number, or its beginning; a correlation id, or a trace's id. */
  text?: string | undefined;
}>;

export type SpanStore = Readonly<{
  add(spans: readonly SpanRow[]): void;
  search(search: Search, limit: number): TraceRow[];
  trace(traceId: string): SpanRow[];
  services(): string[];
  /** Throws away what is too old, and of the rest the oldest beyond what may be kept. */
  forget(nowUs: number): void;
  close(): void;
}>;

const keptUs = 24 * 3_600_000_000;
/** Some 350 bytes each with their indexes: 70 MB. */
export const spansMaxDefault = 200_000;
/** What people search by. */
const marks = ['comptoir.receipt', 'comptoir.order', 'comptoir.correlation_id', 'comptoir.store'];
const spansOfTraceMax = 2_000;
const cacheKiB = 4_096;
const version = 1;

const schema = `
  create table span (
    trace text not null, id text not null, parent text not null, service text not null, name text not null, kind text not null,
    start_us integer not null, duration_us integer not null, failed integer not null, attributes text not null,
    primary key (trace, id)
  ) without rowid;
  create index span_start on span (start_us);
  create index span_service on span (service, start_us);
  create index span_failed on span (start_us) where failed = 1;
  create table mark (text text not null, trace text not null, start_us integer not null, primary key (text, trace)) without rowid;
  create index mark_start on mark (start_us);
`;

type Stored = Readonly<{
  trace: string;
  id: string;
  parent: string;
  service: string;
  name: string;
  kind: SpanRow['kind'];
  start_us: number;
  duration_us: number;
  failed: number;
  attributes: string;
}>;

export function openSpanStore(directory: string, spansMax = spansMaxDefault): SpanStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const db = new Database(join(directory, 'traces.db'));
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = off');
  db.pragma(`cache_size = -${cacheKiB}`);
  if (db.pragma('user_version', { simple: true }) !== version) {
    db.exec('drop table if exists span; drop table if exists mark;');
    db.exec(schema);
    db.pragma(`user_version = ${version}`);
  }
  const insert = db.prepare(
    `insert into span values (@traceId, @spanId, @parentId, @service, @name, @kind, @startUs, @durationUs, @failed, @attributes)
     on conflict do nothing`,
  );
  const mark = db.prepare('insert into mark values (?, ?, ?) on conflict do nothing');
  const spansOf = db.prepare<[string, number], Stored>(
    'select * from span where trace = ? order by start_us limit ?',
  );
  const oldest = db.prepare<[number], { start_us: number }>(
    'select start_us from span order by start_us desc limit 1 offset ?',
  );
  const add = db.transaction((spans: readonly SpanRow[]) => {
    for (const span of spans) {
      insert.run({ ...span, failed: span.isFailed ? 1 : 0, attributes: JSON.stringify(span.attributes) });
      for (const name of marks) {
        const text = span.attributes[name];
        if (text) mark.run(text.toLowerCase(), span.traceId, span.startUs);
      }
    }
  });
  return {
    add,
    search(search, limit) {
      const { sql, values } = searchSql(search);
      return db
        .prepare<unknown[], { trace: string }>(sql)
        .all(...values, limit)
        .flatMap(({ trace }) => summaryOf(spansOf.all(trace, spansOfTraceMax)))
        .filter(({ durationUs }) => durationUs >= (search.minMs ?? 0) * 1_000);
    },
    trace: (traceId) => spansOf.all(traceId, spansOfTraceMax).map(rowOf),
    services: () =>
      db.prepare<[], string>('select distinct service from span order by service').pluck().all(),
    forget(nowUs) {
      const beyond = oldest.get(spansMax)?.start_us ?? 0;
      const before = Math.max(nowUs - keptUs, beyond + 1);
      db.prepare('delete from span where start_us < ?').run(before);
      db.prepare('delete from mark where start_us < ?').run(before);
    },
    close: () => void db.close(),
  };
}

/** Traces by their newest span that fits, the newest first. */
function searchSql({ service, minMs, failed, text }: Search): Readonly<{ sql: string; values: unknown[] }> {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const want = (condition: string, ...told: unknown[]) => {
    conditions.push(condition);
    values.push(...told);
  };
  if (service) want('service = ?', service);
  if (failed) want('failed = 1');
  // A whole takes at least as long as its longest part, unless parts come one after the other.
  if (minMs) want("(duration_us >= ? or parent = '')", minMs * 1_000);
  if (text) {
    const wanted = text.trim().toLowerCase();
    want(
      '(trace = ? or trace in (select trace from mark where text >= ? and text < ?))',
      wanted,
      wanted,
      `${wanted}\u{10ffff}`,
    );
  }
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
  return {
    sql: `select trace, max(start_us) as at from span ${where} group by trace order by at desc limit ?`,
    values,
  };
}

function summaryOf(spans: readonly Stored[]): TraceRow[] {
  const [first] = spans;
  if (!first) return [];
  const ids = new Set(spans.map(({ id }) => id));
  const root = spans.find(({ parent }) => !ids.has(parent)) ?? first;
  const endUs = Math.max(...spans.map(({ start_us, duration_us }) => start_us + duration_us));
  return [
    {
      traceId: root.trace,
      name: root.name,
      service: root.service,
      startUs: first.start_us,
      durationUs: endUs - first.start_us,
      spans: spans.length,
      services: new Set(spans.map(({ service }) => service)).size,
      isFailed: spans.some(({ failed }) => failed === 1),
    },
  ];
}

const rowOf = (stored: Stored): SpanRow => ({
  traceId: stored.trace,
  spanId: stored.id,
  parentId: stored.parent,
  service: stored.service,
  name: stored.name,
  kind: stored.kind,
  startUs: stored.start_us,
  durationUs: stored.duration_us,
  isFailed: stored.failed === 1,
  attributes: JSON.parse(stored.attributes),
});
