/** The kinds of `feeds.json`: lines of feeds, and the digests by which two copies of one are compared. */
import {
  bucketOf,
  DigestSums,
  differingBuckets,
  portableTextHash,
  readRow,
  rowHash,
} from '@comptoir/sync-protocol';
import * as z from 'zod';
import type { Adapter } from './adapter.ts';

/** A value of null is a deletion: it counts in no digest. */
const rows = z.array(z.tuple([z.string(), z.string().nullable()]));
const forms = {
  row: z.object({ key: z.string(), value: z.string() }),
  digest: z.object({ bits: z.int(), rows }),
  differ: z.object({ bits: z.int(), own: rows, others: rows }),
  line: z.object({ line: z.string() }),
};
const asItIs = (value: unknown): unknown => value;

export const feedAdapters = {
  'feed-row': {
    run(input) {
      const { key, value } = forms.row.parse(input);
      const bucket = (bits: number) => bucketOf(key, bits, portableTextHash);
      return { hash: rowHash(key, value, portableTextHash), bucket16: bucket(16), bucket3: bucket(3) };
    },
    normalise: asItIs,
  },
  'feed-digest': {
    run(input) {
      const told = forms.digest.parse(input);
      return { sums: sumsOf(told.bits, told.rows) };
    },
    normalise: asItIs,
  },
  'feed-differ': {
    run(input) {
      const { bits, own, others } = forms.differ.parse(input);
      return { buckets: differingBuckets(sumsOf(bits, own), sumsOf(bits, others)) };
    },
    normalise: asItIs,
  },
  'feed-line': {
    run(input) {
      const row = readRow(forms.line.parse(input).line);
      if (!row) return null;
      const { value: _, ...received } = row;
      return received;
    },
    normalise: asItIs,
  },
} satisfies Record<string, Adapter>;

function sumsOf(bits: number, told: z.infer<typeof rows>): number[] {
  const digest = new DigestSums(bits, portableTextHash);
  for (const [key, value] of told) if (value !== null) digest.add(key, value);
  return digest.sums;
}
