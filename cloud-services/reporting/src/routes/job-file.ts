import { pipeline } from 'node:stream/promises';
import type { Database } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import { type Input, streamed } from '@comptoir/service-kit/http/route';
import type { Job } from '../api.ts';
import { fileChunks } from '../jobs/store.ts';

/** @throws Problem 409 while it is being made. */
export async function sendFile(
  database: Database,
  { jobId, file }: Job,
  response: Input<undefined, undefined, undefined, unknown>['response'],
): Promise<typeof streamed> {
  if (!file)
    throw problem(409, 'not-ready', 'The file is not ready', 'Ask for the job until its state is `done`.');
  response.status(200).set({
    'content-type': file.mediaType,
    'content-length': String(file.bytes),
    'content-disposition': `attachment; filename="${file.name}"`,
    'cache-control': 'private, no-store',
  });
  await pipeline(fileChunks(database, jobId), response);
  return streamed;
}
