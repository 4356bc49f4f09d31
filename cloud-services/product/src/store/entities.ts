/** Rows that are read and written one at a time; all else is SQL (`product-rows.ts`, `admin/`, `import/`). */
import { EntitySchema } from 'typeorm';

export type ImportRow = {
  id: string;
  dryRun: boolean;
  format: string;
  startedAt: Date;
  finishedAt: Date | null;
  startedBy: string;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  bad: number;
};

export const importEntity = new EntitySchema<ImportRow>({
  name: 'import',
  columns: {
    id: { type: 'uuid', primary: true },
    dryRun: { type: 'boolean', name: 'dry_run' },
    format: { type: 'text' },
    startedAt: { type: 'timestamptz', name: 'started_at' },
    finishedAt: { type: 'timestamptz', name: 'finished_at', nullable: true },
    startedBy: { type: 'text', name: 'started_by' },
    rows: { type: 'int' },
    created: { type: 'int' },
    updated: { type: 'int' },
    unchanged: { type: 'int' },
    bad: { type: 'int' },
  },
});

export const entities = [importEntity];
