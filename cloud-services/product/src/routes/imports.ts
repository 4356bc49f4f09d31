import { createGunzip } from 'node:zlib';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import type { Database } from '@comptoir/service-kit/db/database';
import { listOf, listQuery } from '@comptoir/service-kit/http/list';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import { type Route, route } from '@comptoir/service-kit/http/route';
import type { Request } from 'express';
import { z } from 'zod';
import { importColumns, importReport, importSummary, plainText } from '../api.ts';
import { newId } from '../ids.ts';
import { readColumns, readCsv } from '../import/csv.ts';
import { catalogueCsv } from '../import/export.ts';
import { readNdjson } from '../import/ndjson.ts';
import { listImports, readReport, reportCsv } from '../import/report.ts';
import { runImport } from '../import/run.ts';
import { decodeSpreadsheet, decodeUtf8 } from '../import/text.ts';
import { toFixCsv } from '../import/to-fix.ts';
import { sendCsv } from './send-csv.ts';

const languageOf = (request: Request) => (request.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr');

export function importRoutes(database: Database, tokens: Tokens): Route[] {
  const headOffice = tokens.requireStaff('head-office');
  return [looking, importing, imports, report, reportFile, toFix, exporting].map((make) =>
    make(database, headOffice),
  );
}

type HeadOffice = ReturnType<Tokens['requireStaff']>;

const looking = (_database: Database, guard: HeadOffice): Route =>
  route({
    method: 'post',
    path: '/api/v1/products/import/columns',
    summary: 'What the columns of a CSV are taken for; its first lines are enough',
    guard,
    rawBody: ['text/csv'],
    answers: { 200: importColumns },
    async handle({ request }) {
      formatOf(request);
      const items = await readColumns(decodeSpreadsheet(beginningOf(request))).catch(clearer);
      return { status: 200, body: { items } };
    },
  });

const importing = (database: Database, guard: HeadOffice): Route =>
  route({
    method: 'post',
    path: '/api/v1/products/import',
    summary: 'Import products: good rows go in, bad rows are reported',
    guard,
    query: z.strictObject({
      dryRun: z.enum(['true', 'false']).default('false'),
      /** The report can be asked for by it while the import runs. */
      id: z.uuid().optional(),
      /** `sku,name_fr,,price`: what the columns of a CSV are, instead of its first line; none: passed over. */
      columns: plainText.max(4_000).optional(),
    }),
    rawBody: ['application/x-ndjson', 'text/csv'],
    answers: { 200: importReport },
    async handle({ query, caller, correlationId, request }) {
      const format = formatOf(request);
      const bytes = bytesOf(request);
      const rows =
        format === 'csv'
          ? readCsv(decodeSpreadsheet(bytes), query.columns?.split(','))
          : readNdjson(decodeUtf8(bytes));
      const id = query.id ?? newId();
      const job = { id, dryRun: query.dryRun === 'true', format, by: caller.id, correlationId };
      await runImport(database, rows, job).catch(clearer);
      return { status: 200, body: await found(database, id, languageOf(request)) };
    },
  });

const imports = (database: Database, guard: HeadOffice): Route =>
  route({
    method: 'get',
    path: '/api/v1/products/imports',
    summary: 'Imports, newest first, without their bad rows',
    guard,
    query: z.strictObject(listQuery),
    answers: { 200: listOf(importSummary) },
    handle: async ({ query }) => ({ status: 200, body: await listImports(database, query) }),
  });

const reportById = z.strictObject({ id: z.uuid() });

const report = (database: Database, guard: HeadOffice): Route =>
  route({
    method: 'get',
    path: '/api/v1/products/imports/:id',
    summary: 'The report of an import',
    guard,
    params: reportById,
    answers: { 200: importReport },
    handle: async ({ params, request }) => ({
      status: 200,
      body: await found(database, params.id, languageOf(request)),
    }),
  });

const reportFile = (database: Database, guard: HeadOffice): Route =>
  route({
    method: 'get',
    path: '/api/v1/products/imports/:id/bad-rows.csv',
    summary: 'All bad rows of an import, for a spreadsheet',
    guard,
    params: reportById,
    answers: { 200: null },
    produces: 'text/csv',
    async handle({ params, request, response }) {
      await found(database, params.id, languageOf(request));
      const file = reportCsv(database, params.id, languageOf(request));
      return sendCsv(response, `import-${params.id}.csv`, file);
    },
  });

const toFix = (database: Database, guard: HeadOffice): Route =>
  route({
    method: 'get',
    path: '/api/v1/products/imports/:id/to-fix.csv',
    summary: 'The bad rows of an import as they were, with their reasons, to fix and send again',
    guard,
    params: reportById,
    answers: { 200: null },
    produces: 'text/csv',
    async handle({ params, request, response }) {
      await found(database, params.id, languageOf(request));
      const file = toFixCsv(database, params.id, languageOf(request));
      return sendCsv(response, `import-${params.id}-to-fix.csv`, file);
    },
  });

const exporting = (database: Database, guard: HeadOffice): Route =>
  route({
    method: 'get',
    path: '/api/v1/products/export.csv',
    summary: 'The whole catalogue as a CSV; imported again, it changes nothing',
    guard,
    answers: { 200: null },
    produces: 'text/csv',
    handle: ({ request, response }) =>
      sendCsv(response, 'products.csv', catalogueCsv(database, languageOf(request))),
  });

async function found(database: Database, id: string, language: 'fr' | 'en') {
  const answer = await readReport(database, id, language);
  if (!answer) throw notFound('import');
  return answer;
}

function formatOf(request: Request): 'ndjson' | 'csv' {
  const type = request.is(['application/x-ndjson', 'text/csv']);
  if (!type)
    throw problem(
      415,
      'unsupported-media-type',
      'This is no format for an import',
      'Send text/csv or application/x-ndjson.',
    );
  return type === 'text/csv' ? 'csv' : 'ndjson';
}

function bytesOf(request: Request): AsyncIterable<Uint8Array> {
  const encoding = request.get('content-encoding') ?? 'identity';
  if (encoding === 'identity') return request;
  if (encoding === 'gzip') return request.pipe(createGunzip());
  throw problem(
    415,
    'unsupported-media-type',
    'This encoding is not read here',
    'Send the file as it is, or with gzip.',
  );
}

/** So much of a file shows its columns. */
const beginningBytesMax = 262_144;

async function* beginningOf(request: Request): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of bytesOf(request)) {
    read += chunk.length;
    if (read > beginningBytesMax)
      throw problem(413, 'too-long', 'So much is not needed', 'Send the first lines of the file.');
    yield chunk;
  }
}

/** What is wrong with the bytes themselves is the sender's to mend; rows imported before stay in. */
function clearer(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    throw problem(
      400,
      'not-utf-8',
      'The file is not in one encoding',
      'Save it as “CSV UTF-8”, then send it again.',
      { cause: error },
    );
  if (code.startsWith('Z_'))
    throw problem(400, 'not-gzip', 'The file cannot be unpacked', 'Send it again, as it is or with gzip.', {
      cause: error,
    });
  throw error;
}
