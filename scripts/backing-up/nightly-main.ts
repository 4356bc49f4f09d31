/** Backs the house up each night: `backups HOME`. What goes wrong is said in its log, and tried again in a quarter of an hour. */
import { setTimeout as pause } from 'node:timers/promises';
import { homeFrom } from '../system/home.ts';
import { readRun } from '../system/run-file.ts';
import { backUp } from './back-up.ts';
import { backupsOf } from './backup-folder.ts';
import { backupPlaceOf } from './backup-place.ts';
import { isDue } from './nightly.ts';

const lookMs = 15 * 60_000;
const home = homeFrom(process.argv[2]);
const say = (fields: Record<string, unknown>) =>
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), ...fields })}\n`);

for (;;) {
  const place = backupPlaceOf(home);
  const last = place && backupsOf(place.folder).at(-1);
  if (place && isDue(last && new Date(last.manifest.wholeAt), new Date()))
    try {
      const { name, manifest } = await backUp({
        ...{ home, place, postgres: readRun(home.directory).postgres },
        note: (what) => say({ level: 'info', message: 'backs up', what }),
      });
      say({ level: 'info', message: 'backed up', name, bytes: manifest.cluster.packedBytes });
    } catch (error) {
      say({ level: 'error', message: 'the backup failed', error: String(error) });
    }
  await pause(lookMs);
}
