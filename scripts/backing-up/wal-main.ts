/** What PostgreSQL calls: `wal put FOLDER KEY_FILE %p %f` and `wal get FOLDER KEY_FILE %f %p`. Exits 0 only when it is done. */
import { readBackupKey } from './backup-key.ts';
import { getSegment, putSegment } from './wal-archive.ts';

const [verb, folder = '', keyFile = '', from = '', to = ''] = process.argv.slice(2);
try {
  const key = readBackupKey(keyFile);
  if (verb === 'put') await putSegment(folder, key, from, to);
  else if (verb === 'get') process.exitCode = (await getSegment(folder, key, from, to)) ? 0 : 1;
  else throw new Error('usage: wal put|get FOLDER KEY_FILE FROM TO');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
