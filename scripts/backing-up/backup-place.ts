/** Where a house's backups go, remembered in the house: `scripts/up` goes on as `scripts/backup FOLDER` began. */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Home, readWhole, writeWhole } from '../system/home.ts';
import type { BackupPlace } from './wal-commands.ts';

export function backupPlaceOf(home: Home): BackupPlace | undefined {
  const folder = readWhole<{ folder: string }>(home.backups)?.folder;
  return folder === undefined ? undefined : { folder, keyFile: home.backupKey };
}

export function rememberBackups(home: Home, folder: string): BackupPlace {
  writeWhole(home.backups, { folder: resolve(folder) });
  return { folder: resolve(folder), keyFile: home.backupKey };
}

export const forgetBackupPlace = (home: Home): void => rmSync(home.backups, { force: true });
