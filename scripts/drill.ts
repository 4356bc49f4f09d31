/** scripts/drill: shows that backups can be restored, and a standby promoted. Exits 1 when an invariant is broken. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { databaseOf } from './backing-up/back-up.ts';
import { backupFor } from './backing-up/backup-folder.ts';
import { readBackupKey } from './backing-up/backup-key.ts';
import { backupPlaceOf } from './backing-up/backup-place.ts';
import { unpackCluster } from './backing-up/cluster-restore.ts';
import { drill, tellDrill } from './backing-up/drill.ts';
import { migrateByRelease } from './backing-up/migrate-by-release.ts';
import { promote, startStandby, waitUntilCaughtUp } from './backing-up/standby.ts';
import { type BackupPlace, restoreCommand } from './backing-up/wal-commands.ts';
import { checkInvariants, type Invariant, tellInvariants } from './checking/invariants.ts';
import { end } from './system/bound-process.ts';
import { homeFrom, secretsOf } from './system/home.ts';
import { secretNames, secretOf } from './system/house.ts';
import { orSayWhy } from './system/or-say-why.ts';
import { freePort } from './system/ports.ts';
import { Progress } from './system/progress.ts';
import { readRun } from './system/run-file.ts';

const home = homeFrom(process.env.COMPTOIR_HOME);
const progress = new Progress();
const password = () => secretOf(secretsOf(home, secretNames), 'postgres');

async function restoreDrill(place: BackupPlace, to: Date | undefined): Promise<readonly Invariant[]> {
  const report = await progress.step('restore to a scratch server', (note) =>
    drill({ place, to, scratch: tmpdir(), password: password(), migrate: migrateByRelease, note }),
  );
  process.stdout.write(`${tellDrill(report)}\n`);
  return report.invariants;
}

async function standbyDrill(place: BackupPlace): Promise<readonly Invariant[]> {
  const { postgres } = readRun(home.directory);
  const directory = await mkdtemp(join(tmpdir(), 'comptoir-standby-'));
  const server = {
    dataDir: join(directory, 'postgres'),
    port: await freePort(),
    password: password(),
    durable: true,
  };
  try {
    await progress.step('unpack', () =>
      unpackCluster(backupFor(place.folder), server, readBackupKey(place.keyFile)),
    );
    const standby = await startStandby(server, postgres, [`restore_command=${restoreCommand(place)}`]);
    try {
      await progress.step('follow the running server', () => waitUntilCaughtUp(postgres, standby.url));
      await progress.step('promote', async (note) => {
        note(`${Math.round(await promote(standby))} ms until it takes writes`);
      });
      return await checkInvariants({ urlOf: (service) => databaseOf(standby.url, service), isQuiet: false });
    } finally {
      await end(standby.server, 'SIGINT');
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

await orSayWhy(async () => {
  const { values } = parseArgs({ options: { to: { type: 'string' }, standby: { type: 'boolean' } } });
  const place = backupPlaceOf(home);
  if (!place) throw new Error('There is no backup to restore: type scripts/backup FOLDER first.');
  const to = values.to === undefined ? undefined : new Date(values.to);
  const invariants = values.standby ? await standbyDrill(place) : await restoreDrill(place, to);
  process.stdout.write(`${tellInvariants(invariants)}\n`);
  process.exitCode = invariants.every(({ holds }) => holds) ? 0 : 1;
});
