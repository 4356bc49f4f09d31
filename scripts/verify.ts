/** `scripts/verify ARCHIVE | journal.db | postgres://…`: what each needs is loaded only for it. */
import { archiveFile, firstBytes } from './verifying/archive-file.ts';
import { run } from './verifying/run.ts';

const sqliteMagic = Buffer.from('SQLite format 3\0');

await run(async ({ what, trustedKey }) => {
  if (/^postgres(ql)?:/.test(what))
    return (await import('./verifying/cloud-database.ts')).cloudDatabase(what);
  if ((await firstBytes(what, sqliteMagic.length)).equals(sqliteMagic))
    return (await import('./verifying/edge-file.ts')).edgeFile(what, trustedKey);
  return archiveFile(what, trustedKey);
});
