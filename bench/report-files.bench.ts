/**
 * A report of 200 000 lines as XLSX, as the maker of files writes it: rows come in pages, bytes go to something that takes them at once.
 * The memory is that of the whole process. Beside it: the same rows as CSV, the least that a file of them can cost.
 */
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { writeCsv } from '../cloud-services/reporting/src/jobs/formats/csv.ts';
import { writeXlsx } from '../cloud-services/reporting/src/jobs/formats/xlsx.ts';
import type { Column, Table, WriteTable } from '../cloud-services/reporting/src/jobs/table.ts';
import { print } from './support/figures.ts';

const ROWS = 200_000;
const PAGE = 1_000;
const GOAL_SECONDS = 10;
const GOAL_MIB = 300;
const MIB = 1_048_576;

const columns: readonly Column[] = [
  { key: 'businessDate', header: 'Day', kind: 'date' },
  { key: 'at', header: 'Time (UTC)', kind: 'text' },
  { key: 'number', header: 'Number', kind: 'text' },
  { key: 'store', header: 'Store', kind: 'text' },
  { key: 'sku', header: 'SKU', kind: 'text' },
  { key: 'name', header: 'Product', kind: 'text' },
  { key: 'quantity', header: 'Quantity', kind: 'quantity' },
  { key: 'amountMinor', header: 'Before taxes', kind: 'money' },
];

async function* rows() {
  for (let n = 0; n < ROWS; n += 1) {
    // A page is read from the database so often.
    if (n % PAGE === 0) await setImmediate();
    const day = `2026-11-${String(1 + (n % 30)).padStart(2, '0')}`;
    yield [
      ...[
        day,
        `${day}T15:04:05.000Z`,
        `012-1-AAAA-${String(n).padStart(6, '0')}`,
        'Montréal, rue Saint-Denis',
      ],
      ...[`SKU-${n % 4_000}`, `Article ${n % 4_000} « du jour »`, String(1 + (n % 5)), 199 + (n % 9_000)],
    ];
  }
}

const table = (): Table => ({
  title: 'Sale lines',
  facts: ['Period: 2026-11-01 to 2026-11-30'],
  language: 'en',
  columns,
  rowCount: ROWS,
  rows: rows(),
  totals: null,
});

async function made(write: WriteTable) {
  let bytes = 0;
  let largest = process.memoryUsage().rss;
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done();
    },
  });
  let count = 0;
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  await Promise.all([
    finished(out),
    write(table(), out, () => {
      count += 1;
      if (count % 2_000 === 0) largest = Math.max(largest, process.memoryUsage().rss);
    }),
  ]);
  const { user, system } = process.cpuUsage(cpu);
  const cpuSeconds = (user + system) / 1_000_000;
  return { seconds: (performance.now() - begun) / 1_000, cpuSeconds, mib: largest / MIB, bytes };
}

const csv = await made(writeCsv);
const xlsx = await made(writeXlsx);
print({
  name: `an XLSX of ${ROWS} rows (${(xlsx.bytes / MIB).toFixed(1)} MiB), beside the same as CSV`,
  ours: `${xlsx.seconds.toFixed(1)} s (${xlsx.cpuSeconds.toFixed(1)} s of processor)`,
  peer: `${csv.seconds.toFixed(1)} s`,
  ratio: xlsx.seconds / csv.seconds,
  goal: `<= ${GOAL_SECONDS} s`,
  met: xlsx.seconds <= GOAL_SECONDS,
});
print({
  name: `memory of the process while it is written`,
  ours: `${Math.round(xlsx.mib)} MiB`,
  peer: `${Math.round(csv.mib)} MiB`,
  ratio: xlsx.mib / csv.mib,
  goal: `<= ${GOAL_MIB} MiB`,
  met: xlsx.mib <= GOAL_MIB,
});
