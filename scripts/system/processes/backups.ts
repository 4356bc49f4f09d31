import { backupPlaceOf } from '../../backing-up/backup-place.ts';
import type { Home } from '../home.ts';
import type { PlannedProcess } from '../plan.ts';
import { nodeProcess } from './node-process.ts';

/** Who backs up each night, where somebody said whereto. */
export const backups = (home: Home): readonly PlannedProcess[] =>
  backupPlaceOf(home)
    ? [nodeProcess('backups', { program: 'backups', env: {}, args: [home.directory] })]
    : [];
