/**
 * A journal record on the wire and on disk: three lines of bytes, kept exactly as first written.
 * Source: docs/sync-protocol.md, Records.
 */
import { businessDate, instant } from '@comptoir/pricing/contract';
import { z } from 'zod';

/** The texts of the three lines, without their line ends. Never re-serialised: the hash covers these bytes. */
export type RecordLines = Readonly<{ header: string; body: string; personal: string }>;

/** What the edge puts before a body. `number` is the receipt number, of records that carry one. */
export const recordHeader = z.looseObject({
  v: z.literal(1),
  journal: z.uuid(),
  /** From 1, without a gap. */
  seq: z.int().positive(),
  id: z.uuid(),
  kind: z.string(),
  kindVersion: z.int().positive(),
  register: z.string().optional(),
  number: z.string().optional(),
  actor: z.string().optional(),
  at: instant,
  skewMs: z.int().optional(),
  businessDate,
});
export type RecordHeader = z.infer<typeof recordHeader>;
