/** `feed.advanced`, published by every owner of a feed: Sales rings the stores' bells by it. It carries no data. */
import { z } from 'zod';

export const feedAdvanced = z.object({
  feed: z.string(),
  /** Store ids, or `['*']`. */
  scopes: z.array(z.string()),
  pos: z.int(),
});
export type FeedAdvanced = z.infer<typeof feedAdvanced>;
