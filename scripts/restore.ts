/** scripts/restore: brings a house back from its backups. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { askOnce } from './backing-up/ask-once.ts';
import { databaseOf } from './backing-up/back-up.ts';
import { type Backup, backupFor } from './backing-up/backup-folder.ts';
import { readBackupKey } from './backing-up/backup-key.ts';
import { backupPlaceOf } from './backing-up/backup-place.ts';
import { recoverCluster, unpackCluster } from './backing-up/cluster-restore.ts';
import { restoreHouse } from './backing-up/house-files.ts';
import { restoreService } from './backing-up/logical-restore.ts';
import { type BackupPlace, restoreCommand } from './backing-up/wal-commands.ts';
import { end } from './system/bound-process.ts';
import { homeFrom, secretsOf } from './system/home.ts';
import { instancesOf, secretNames, secretOf } from './system/house.ts';
import { serviceNames } from './system/instances.ts';
import { orSayWhy } from './system/or-say-why.ts';
import { freePort } from './system/ports.ts';
import { Progress } from './system/progress.ts';
import { readRun } from './system/run-file.ts';
import { carryOut, currentPlan, runningSupervisor } from './system/supervision.ts';

const home = homeFrom(process.env.COMPTOIR_HOME);
const progress = new Progress();

async function restoreCluster(backup: Backup, place: BackupPlace, to: Date | undefined): Promise<void> {
  if (runningSupervisor(home)) throw new Error('The house runs: type scripts/down first.');
  const key = readBackupKey(place.keyFile);
  await progress.step('keys and configuration', async (note) =>
    note((await restoreHouse(home, backup, key)) ? 'of the backup' : 'those that are here stay'),
  );
  const scratch = {
    dataDir: `${home.postgres}.restored`,
    port: await freePort(),
    password: secretOf(secretsOf(home, secretNames), 'postgres'),
    durable: true,
  };
  // What an earlier try left.
  rmSync(scratch.dataDir, { recursive: true, force: true });
  await progress.step('unpack', () => unpackCluster(backup, scratch, key));
  await progress.step('read the log', async (note) => {
    const { server, url, lastCommitAt } = await recoverCluster(scratch, restoreCommand(place), to);
    await askOnce(url, 'checkpoint');
    await end(server, 'SIGINT');
    note(`up to ${lastCommitAt?.toISOString() ?? 'the backup itself'}`);
  });
  // Nothing of what was there is deleted: whoever restored to the wrong moment goes back.
  if (existsSync(home.postgres)) renameSync(home.postgres, `${home.postgres}.before-${Date.now()}`);
  renameSync(scratch.dataDir, home.postgres);
  process.stdout.write(
    `Restored. Type scripts/up. What was there before lies in ${home.postgres}.before-….\n`,
  );
}

async function restoreOne(backup: Backup, place: BackupPlace, named: string): Promise<void> {
  const service = serviceNames.find((name) => name === named);
  if (!service) throw new Error(`There is no service ${named}: ${serviceNames.join(', ')}.`);
  const { postgres } = readRun(home.directory);
  const plan = currentPlan(home);
  const its: ReadonlySet<string> = new Set(instancesOf(service));
  await carryOut(home, { ...plan, processes: plan.processes.filter(({ name }) => !its.has(name)) });
  try {
    await progress.step(`the rows of ${service}`, async (note) => {
      const key = readBackupKey(place.keyFile);
      const { rows, tables } = await restoreService(databaseOf(postgres, service), backup, service, key);
      note(`${rows} rows of ${tables} tables, of ${backup.name}`);
    });
  } finally {
    await carryOut(home, plan);
  }
}

await orSayWhy(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { to: { type: 'string' }, key: { type: 'string' }, service: { type: 'string' } },
  });
  const known = backupPlaceOf(home);
  const folder = positionals[0] === undefined ? known?.folder : resolve(positionals[0]);
  if (!folder) throw new Error('Say where the backups are: scripts/restore FOLDER');
  const to = values.to === undefined ? undefined : new Date(values.to);
  if (to && Number.isNaN(to.getTime())) throw new Error(`${values.to} is no time: 2026-11-30T14:05:00Z`);
  const place = { folder, keyFile: values.key ? resolve(values.key) : home.backupKey };
  const backup = backupFor(folder, to);
  if (values.service) await restoreOne(backup, place, values.service);
  else await restoreCluster(backup, place, to);
});
