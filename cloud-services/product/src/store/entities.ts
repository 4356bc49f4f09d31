/** Rows that are read and written one at a time. Bulk work on products and prices is SQL (`product-rows.ts`, `import/`). */
import type { BasketRules } from '@comptoir/pricing/contract';
import { EntitySchema } from 'typeorm';

export type CategoryRow = {
  id: string;
  parentId: string | null;
  slug: string;
  nameFr: string;
  nameEn: string;
  rank: number;
};

export const categoryEntity = new EntitySchema<CategoryRow>({
  name: 'category',
  columns: {
    id: { type: 'uuid', primary: true },
    parentId: { type: 'uuid', name: 'parent_id', nullable: true },
    slug: { type: 'text' },
    nameFr: { type: 'text', name: 'name_fr' },
    nameEn: { type: 'text', name: 'name_en' },
    rank: { type: 'int' },
  },
});

export type RulesRow = { one: boolean; rules: BasketRules; changedAt: Date; changedBy: string };

export const rulesEntity = new EntitySchema<RulesRow>({
  name: 'basket_rules',
  columns: {
    one: { type: 'boolean', primary: true },
    rules: { type: 'jsonb' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
    changedBy: { type: 'text', name: 'changed_by' },
  },
});

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

export const entities = [categoryEntity, rulesEntity, importEntity];
