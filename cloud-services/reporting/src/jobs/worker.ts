/** Makes the files: one job at a time in each instance. A job whose worker died is done anew by another, or by itself after a restart. */
import { randomUUID } from 'node:crypto';
import { finished } from 'node:stream/promises';
import type { Database } from '@comptoir/service-kit/db/database';
import { isPassing } from '@comptoir/service-kit/db/faults';
import { errorFields, type Logger } from '@comptoir/service-kit/logger';
import { type Loop, startLoop } from '@comptoir/service-kit/loop';
import type { FileFormat } from '../api.ts';
import type { Owner } from '../reconciliation/ask.ts';
import type { Clock } from '../reports/reading.ts';
import { newLink } from '../schedules/link.ts';
import { tellRecipients } from '../schedules/tell.ts';
import { writeCsv } from './formats/csv.ts';
import { writeJson } from './formats/json.ts';
import { pdfWriter } from './formats/pdf.ts';
import { writeXlsx } from './formats/xlsx.ts';
import {
  endJob,
  fileWriter,
  forgetJobs,
  type JobEnd,
  NoLongerOurs,
  noteProgress,
  type Taken,
  takeJob,
} from './store.ts';
import { TooManyRows, type WriteTable } from './table.ts';
import { readTable } from './tables.ts';

const lookEveryMs = 1_000;
const progressEveryMs = 500;

export type WorkerParts = Readonly<{
  database: Database;
  logger: Logger;
  clock: () => Clock;
  /** Folder of the fonts that PDF files embed. */
  fonts: URL;
  /** Where links in mails lead. */
  gatewayUrl: string;
  sales: Owner;
}>;

const mediaTypes: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  json: 'application/json',
};

export function startWorker(parts: WorkerParts): Loop {
  const { database, logger } = parts;
  const worker = randomUUID();
  return startLoop('the maker of reports', lookEveryMs, logger, async () => {
    const taken = await takeJob(database, worker);
    if (!taken) {
      await forgetJobs(database);
      return false;
    }
    await make(parts, taken);
    return true;
  });
}

async function make(parts: WorkerParts, taken: Taken): Promise<void> {
  const { database, logger, clock } = parts;
  const { request } = taken.stored;
  try {
    const table = await readTable(database, { ...taken.stored, clock: clock(), sales: parts.sales });
    await noteProgress(database, taken, 0, table.rowCount);
    const out = fileWriter(database, taken);
    const written = finished(out);
    let rows = 0;
    let toldAt = performance.now();
    const onRow = async () => {
      rows += 1;
      if (performance.now() - toldAt < progressEveryMs) return;
      toldAt = performance.now();
      await noteProgress(database, taken, rows, table.rowCount);
    };
    await Promise.all([written, writerOf(parts, request.format)(table, out, onRow)]);
    await noteProgress(database, taken, rows, table.rowCount);
    const name = `${request.report}-${clock().today}.${request.format}`;
    await end(parts, taken, {
      file: { name, mediaType: mediaTypes[request.format], bytes: out.stored },
    });
  } catch (error) {
    if (error instanceof NoLongerOurs) return;
    // The job is taken again once its lease has run out.
    if (isPassing(error)) throw error;
    if (!(error instanceof TooManyRows))
      logger.error({ ...errorFields(error), job: taken.jobId }, 'a report could not be made');
    await end(parts, taken, { fault: error instanceof TooManyRows ? 'too-many-rows' : 'failed' });
  }
}

/** The end and the mails that tell of it are one transaction: each is sent, and once. */
const end = ({ database, gatewayUrl }: WorkerParts, taken: Taken, how: JobEnd): Promise<void> =>
  database.transaction(async (tx) => {
    const link = taken.recipients.length > 0 && 'file' in how ? newLink(gatewayUrl) : null;
    await endJob(tx, taken, how, link?.hash ?? null);
    await tellRecipients(tx, taken, how, link?.url);
  });

function writerOf({ fonts }: WorkerParts, format: FileFormat): WriteTable {
  const writers = { csv: writeCsv, json: writeJson, xlsx: writeXlsx, pdf: pdfWriter(fonts) };
  return writers[format];
}
