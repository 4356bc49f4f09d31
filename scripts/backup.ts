/** scripts/backup: backs a running house up, and has it go on by itself. */
import { mkdirSync } from 'node:fs';
import { backUp } from './backing-up/back-up.ts';
import { ensureBackupKey } from './backing-up/backup-key.ts';
import { backupPlaceOf, forgetBackupPlace, rememberBackups } from './backing-up/backup-place.ts';
import { setArchiving } from './backing-up/wal-commands.ts';
import { homeFrom } from './system/home.ts';
import { orSayWhy } from './system/or-say-why.ts';
import { backups } from './system/processes/backups.ts';
import { Progress } from './system/progress.ts';
import { readRun } from './system/run-file.ts';
import { carryOut, currentPlan } from './system/supervision.ts';

const [wanted] = process.argv.slice(2);
const home = homeFrom(process.env.COMPTOIR_HOME);
const progress = new Progress();

/** The supervisor's list with, or without, who backs up each night. */
async function replan(): Promise<void> {
  const plan = currentPlan(home);
  const others = plan.processes.filter(({ name }) => name !== 'backups');
  await carryOut(home, { ...plan, processes: [...others, ...backups(home)] });
}

await orSayWhy(async () => {
  const { postgres } = readRun(home.directory);
  if (wanted === '--stop') {
    forgetBackupPlace(home);
    await setArchiving(postgres, undefined);
    await replan();
  } else {
    if (wanted?.startsWith('-')) throw new Error(`scripts/backup does not know ${wanted}`);
    const place = wanted === undefined ? backupPlaceOf(home) : rememberBackups(home, wanted);
    if (!place) throw new Error('Say where backups shall go: scripts/backup FOLDER');
    mkdirSync(place.folder, { recursive: true, mode: 0o700 });
    ensureBackupKey(place.keyFile);
    // First the log, then the copy: so that no moment is missing between them.
    await setArchiving(postgres, place);
    await progress.step('back up', async (note) => {
      const { path, manifest } = await backUp({ home, place, postgres, note });
      note(`${path}, ${Math.round(manifest.cluster.packedBytes / 1_048_576)} MiB`);
    });
    await replan();
    process.stdout.write(
      `Keep a copy of ${place.keyFile} where this machine is not: without it no backup opens.\n`,
    );
  }
});
