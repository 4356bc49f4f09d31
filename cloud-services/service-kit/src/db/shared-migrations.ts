/** What every service's database begins with, in order. */
import { feedHashes, feedHashesByPosition } from '../feeds/hashes.ts';
import { feedSnapshots } from '../feeds/snapshot.ts';
import type { MigrationClass } from './migrations.ts';
import { sharedTables } from './shared-tables.ts';

export const sharedMigrations: readonly MigrationClass[] = [
  sharedTables,
  feedSnapshots,
  feedHashes,
  feedHashesByPosition,
];
